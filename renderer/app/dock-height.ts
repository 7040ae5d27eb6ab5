/** How high the charts are until somebody drags them: 268 px in a window of 800, 336 in 900, 424 in 1080. */
const drawn = [
  { windowPx: 800, dockPx: 268 },
  { windowPx: 900, dockPx: 336 },
  { windowPx: 1080, dockPx: 424 },
] as const

export const leastDockPx = 220
/** What the graph keeps. */
const leastCanvasPx = 180
/** Top bar and status bar. */
const chromePx = 70

export function dockHeight(windowPx: number): number {
  const upper = drawn.findIndex((point) => windowPx <= point.windowPx)
  const to = drawn[Math.max(1, upper === -1 ? drawn.length - 1 : upper)]!
  const from = drawn[drawn.indexOf(to) - 1]!
  const slope = (to.dockPx - from.dockPx) / (to.windowPx - from.windowPx)
  const px = from.dockPx + (windowPx - from.windowPx) * slope
  return Math.round(Math.min(mostDockPx(windowPx), Math.max(leastDockPx, px)))
}

/** Highest the charts may become in a window. */
export const mostDockPx = (windowPx: number): number =>
  Math.max(leastDockPx, windowPx - chromePx - leastCanvasPx)
