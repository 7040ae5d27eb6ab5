/** Where the window was, remembered between runs and never restored to where no display is. */

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  /** Null lets the system place the window. */
  readonly bounds: Bounds | null
  readonly isMaximized: boolean
}

export const firstState: WindowState = { bounds: null, isMaximized: false }
export const firstSize = { width: 1440, height: 900 } as const
export const leastSize = { width: 900, height: 600 } as const

/** What a file said, or the first state when it says nothing sensible. */
export function readWindowState(text: string): WindowState {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return firstState
  }
  if (typeof said !== 'object' || said === null || !('bounds' in said)) return firstState
  return {
    bounds: isBounds(said.bounds) ? said.bounds : null,
    isMaximized: 'isMaximized' in said && said.isMaximized === true,
  }
}

/** The bounds if enough of the title bar to grab lies on a display; else null. Never larger than that display. */
export function boundsOnDisplays(
  bounds: Bounds | null,
  workAreas: readonly Bounds[],
): Bounds | null {
  if (bounds === null) return null
  const display = workAreas.find((area) => {
    const across =
      Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    const isTopIn = bounds.y >= area.y && bounds.y <= area.y + area.height - 40
    return across >= 120 && isTopIn
  })
  if (display === undefined) return null
  return {
    x: bounds.x,
    y: bounds.y,
    width: Math.max(leastSize.width, Math.min(bounds.width, display.width)),
    height: Math.max(leastSize.height, Math.min(bounds.height, display.height)),
  }
}

function isBounds(value: unknown): value is Bounds {
  if (typeof value !== 'object' || value === null) return false
  const { x, y, width, height } = value as Readonly<Record<keyof Bounds, unknown>>
  return [x, y, width, height].every(
    (number) => Number.isInteger(number) && Math.abs(number as number) < 100_000,
  )
}
