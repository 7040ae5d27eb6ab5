/** What lies over the place: the palette, the sheet of keys and words, or the settings in its stead. Not kept. */
import { create } from 'zustand'

export type Overlay = 'palette' | 'help' | 'settings'

interface OverlayState {
  readonly open: Overlay | null
}

export const useOverlay = create<OverlayState>()(() => ({ open: null }))

export function openOverlay(open: Overlay): void {
  useOverlay.setState({ open })
}

export function closeOverlay(): void {
  useOverlay.setState({ open: null })
}

/** The command that opens the palette; the one thing not worth finding in it. */
export const paletteCommand = 'app.palette'
