import { useStore } from '@xyflow/react'
import { narrow, narrowBelow, wide } from './node-size.ts'

/** Slim nodes on a narrow canvas. Before it is measured, the wide ones. */
export function useDensity() {
  const isNarrow = useStore(({ width }) => width > 0 && width < narrowBelow)
  return isNarrow ? narrow : wide
}
