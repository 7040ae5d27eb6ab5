/**
 * How the app is looked at: place, theme, language, density, motion and the sizes of panes. Kept in the browser's local
 * storage; nothing of it is about a broker. What the system asks for is followed until something else is chosen.
 */
import './no-eval.ts'
import { z } from 'zod'
import { create } from 'zustand'

export type Place = 'lab' | 'explore' | 'fidelity'
/** The splitters that keep their place. Sizes in px. */
export type PaneName =
  | 'labInspector'
  | 'labDock'
  | 'exploreTree'
  | 'exploreInspector'
  | 'fidelityList'

const size = z.number().min(0).max(4000).optional().catch(undefined)
/** Each field falls back on its own, so one broken value does not cost the others. */
const keptSchema = z.object({
  place: z.enum(['lab', 'explore', 'fidelity']).catch('lab'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  language: z.enum(['system', 'en', 'zh']).catch('system'),
  density: z.enum(['compact', 'comfortable']).catch('compact'),
  motion: z.enum(['system', 'full', 'reduced']).catch('system'),
  inspectorOpen: z.boolean().catch(true),
  paneSizes: z
    .object({
      labInspector: size,
      labDock: size,
      exploreTree: size,
      exploreInspector: size,
      fidelityList: size,
    })
    .catch({}),
})
/** What is kept from one visit to the next. */
export type KeptView = z.infer<typeof keptSchema>

export interface View extends KeptView {
  /** What the system asks for; followed where the choice is `system`. */
  readonly system: {
    readonly theme: 'light' | 'dark'
    readonly language: 'en' | 'zh'
    readonly reducedMotion: boolean
  }
}

export const useView = create<View>()(() => ({
  ...keptSchema.parse({}),
  system: { theme: 'light', language: 'en', reducedMotion: false },
}))

export const themeOf = ({ theme, system }: View): 'light' | 'dark' =>
  theme === 'system' ? system.theme : theme
export const languageOf = ({ language, system }: View): 'en' | 'zh' =>
  language === 'system' ? system.language : language
export const reducedMotionOf = ({ motion, system }: View): boolean =>
  motion === 'system' ? system.reducedMotion : motion === 'reduced'

/** Whether marks must not travel and the camera must not glide. */
export const useReducedMotion = (): boolean => useView(reducedMotionOf)

/** Changes something about the view; kept from then on. */
export function setView(change: Partial<KeptView>): void {
  useView.setState(change)
}

export function goTo(place: Place): void {
  useView.setState({ place })
}

export function toggleInspector(): void {
  useView.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen }))
}

/** `sizePx` undefined gives the pane its size by the window again. */
export function setPaneSize(pane: PaneName, sizePx: number | undefined): void {
  useView.setState(({ paneSizes }) => ({ paneSizes: { ...paneSizes, [pane]: sizePx } }))
}

const storageKey = 'sluice.view'

/** Reads what an earlier visit kept and keeps each change from now on. A storage that refuses is done without. */
export function restoreView(storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  useView.setState(keptIn(storage))
  useView.subscribe((view) => {
    try {
      storage.setItem(storageKey, JSON.stringify(keptSchema.parse(view)))
    } catch {
      // Full or forbidden: the choice holds for this visit, which is all a view needs.
    }
  })
}

function keptIn(storage: Pick<Storage, 'getItem'>): KeptView {
  try {
    return keptSchema.parse(JSON.parse(storage.getItem(storageKey) ?? '{}'))
  } catch {
    return keptSchema.parse({})
  }
}

/** Follows the system's theme, language and wish for less motion while the page lives. */
export function followSystem(page: Window): void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)')
  const still = page.matchMedia('(prefers-reduced-motion: reduce)')
  const read = () => {
    useView.setState({
      system: {
        theme: dark.matches ? 'dark' : 'light',
        language: page.navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
        reducedMotion: still.matches,
      },
    })
  }
  read()
  dark.addEventListener('change', read)
  still.addEventListener('change', read)
  page.addEventListener('languagechange', read)
}
