import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void) => {
  window.addEventListener('resize', changed)
  return () => window.removeEventListener('resize', changed)
}

/** Inner height of the window in px. */
export const useWindowHeight = (): number =>
  useSyncExternalStore(subscribe, () => window.innerHeight)
