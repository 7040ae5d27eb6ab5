import { createContext, useContext } from 'react'

/** What a comfortable density adds to rows and controls, in px; `--density` says the same to the style sheets. */
export const DensityContext = createContext(0)

/** Heights of rows that are placed by number, in px. */
export function useRowHeights(): { readonly rowPx: number; readonly treeRowPx: number } {
  const extraPx = useContext(DensityContext)
  return { rowPx: 28 + extraPx, treeRowPx: 26 + extraPx }
}
