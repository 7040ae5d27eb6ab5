import { createContext } from 'react'

/** Whether buttons with an icon show only that: a narrow bar says so to what stands in it. The word becomes the tip. */
export const FoldContext = createContext(false)
