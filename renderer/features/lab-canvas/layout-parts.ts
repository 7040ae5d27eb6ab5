/** Graphs fall into parts that no wire connects; parts are laid out alone and packed side by side. */

import { groupBy } from '#renderer/state/group-by.ts'
import type { GraphNode, GraphWire } from './graph.ts'
import type { Box } from './layout.ts'

/** Width over height to pack towards: that of the canvas in a usual window. */
const packedAspect = 2.1
/** Room between two parts. */
const packedGap = 72

/** Groups of nodes that wires connect, in the order of their first nodes. */
export function connectedParts(
  nodes: readonly GraphNode[],
  wires: readonly GraphWire[],
): GraphNode[][] {
  const leader = new Map(nodes.map(({ id }) => [id, id]))
  const find = (id: string): string => {
    let at = id
    while (leader.get(at)! !== at) at = leader.get(at)!
    leader.set(id, at)
    return at
  }
  for (const { from, to } of wires) {
    if (leader.has(from) && leader.has(to)) leader.set(find(to), find(from))
  }
  return [...groupBy(nodes, ({ id }) => find(id)).values()]
}

/** Puts parts one below the other in as many columns as show them largest; their order runs down each column. */
export function pack(parts: readonly ReadonlyMap<string, Box>[]): Map<string, Box> {
  const placed = parts.map((boxes) => ({ boxes, ...extentOf(boxes) }))
  let best: { readonly boxes: Map<string, Box>; readonly scale: number } | null = null
  const most = Math.min(parts.length, Math.ceil(Math.sqrt(parts.length)) + 1)
  for (let columns = 1; columns <= most; columns++) {
    const boxes = inColumns(placed, columns)
    const { width, height } = extentOf(boxes)
    const scale = Math.min(packedAspect / width, 1 / height)
    if (best === null || scale > best.scale) best = { boxes, scale }
  }
  return best?.boxes ?? new Map()
}

interface Extent {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function extentOf(boxes: ReadonlyMap<string, Box>): Extent {
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  return {
    left,
    top,
    width: Math.max(...all.map(({ x, width }) => x + width)) - left,
    height: Math.max(...all.map(({ y, height }) => y + height)) - top,
  }
}

function inColumns(
  parts: readonly ({ readonly boxes: ReadonlyMap<string, Box> } & Extent)[],
  columns: number,
): Map<string, Box> {
  const whole = parts.reduce((sum, { height }) => sum + height + packedGap, 0)
  const packed = new Map<string, Box>()
  let [x, y, widest, column] = [0, 0, 0, 1]
  for (const { boxes, left, top, width, height } of parts) {
    if (y > 0 && column < columns && y + height / 2 > whole / columns) {
      x += widest + packedGap
      y = 0
      widest = 0
      column++
    }
    for (const [id, box] of boxes) {
      packed.set(id, { ...box, x: box.x + x - left, y: box.y + y - top })
    }
    y += height + packedGap
    widest = Math.max(widest, width)
  }
  return packed
}
