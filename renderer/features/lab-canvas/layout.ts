/**
 * Automatic places for the nodes of a graph: left to right as messages travel, dead-letter chains below the queue they
 * come from. Same graph, same places: nothing here depends on time, order of clicks or an earlier layout.
 */
import { graphlib, layout as runDagre } from '@dagrejs/dagre'
import { groupBy } from '#renderer/state/group-by.ts'
import type { Graph, GraphNode, GraphWire } from './graph.ts'
import { connectedParts, pack } from './layout-parts.ts'
import { type Density, type Size, sizeOf } from './node-size.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Top left corner of a node and its size. */
export interface Box extends Point, Size {}

/** Space between nodes one above the other. */
const stackGap = 42
/** Room for the wire down to a dead-letter chain, its crosses and its label. */
const chainDrop = 106
/** A dead-letter chain starts under this point of its queue. */
export const deadPortX = 46

/** Places for every node of a graph, from (0, 0). */
export function layoutOf(graph: Graph, density: Density): Map<string, Box> {
  const parts = connectedParts(graph.nodes, graph.wires)
  return pack(parts.map((nodes) => layoutPart(nodes, graph.wires, density)))
}

function layoutPart(
  nodes: readonly GraphNode[],
  allWires: readonly GraphWire[],
  density: Density,
): Map<string, Box> {
  const sizes = new Map(nodes.map((node) => [node.id, sizeOf(node, density)]))
  const wires = allWires.filter(({ from, to }) => sizes.has(from) && sizes.has(to))
  const inMain = new Set(nodes.filter(({ aside }) => !aside).map(({ id }) => id))
  const boxes = place(
    nodes.filter(({ id }) => inMain.has(id)),
    wires.filter(({ kind, from, to }) => kind !== 'dead' && inMain.has(from) && inMain.has(to)),
    sizes,
    density,
  )
  const aside = nodes.filter((node) => node.aside)
  for (const chain of connectedParts(aside, wires)) {
    const ids = new Set(chain.map(({ id }) => id))
    const within = wires.filter(({ from, to }) => ids.has(from) && ids.has(to))
    hang(place(chain, within, sizes, density), wires, boxes)
  }
  return boxes
}

/** dagre decides ranks, order and heights; columns keep gaps of their own. The result begins at (0, 0). */
function place(
  nodes: readonly GraphNode[],
  wires: readonly GraphWire[],
  sizes: ReadonlyMap<string, Size>,
  density: Density,
): Map<string, Box> {
  if (nodes.length === 0) return new Map()
  const lanes = new graphlib.Graph()
  lanes.setGraph({ rankdir: 'LR', nodesep: stackGap, ranksep: density.gap })
  lanes.setDefaultEdgeLabel(() => ({}))
  for (const { id } of nodes) lanes.setNode(id, { ...sizes.get(id)! })
  for (const { from, to } of wires) if (from !== to) lanes.setEdge(from, to)
  runDagre(lanes)
  const placed = nodes.map(({ id }) => {
    const { y, rank } = lanes.node(id) as { y: number; rank: number }
    return { id, middle: y, rank, neighbours: neighboursOf(id, wires) }
  })
  keepDeclaredOrder(placed)
  const left = columnsFrom(placed, wires, sizes, density)
  const top = Math.min(...placed.map(({ id, middle }) => middle - sizes.get(id)!.height / 2))
  return new Map(
    placed.map(({ id, middle, rank }) => {
      const { width, height } = sizes.get(id)!
      const column = left.get(rank)!
      const x = column.x + (column.width - width) / 2
      return [id, { x, y: Math.round(middle - height / 2 - top), width, height }]
    }),
  )
}

interface Placed {
  readonly id: string
  middle: number
  readonly rank: number
  /** Ids of the nodes it has wires with, as one text. */
  readonly neighbours: string
}

function neighboursOf(id: string, wires: readonly GraphWire[]): string {
  const found = wires.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
  return found.sort().join(' ')
}

/** dagre is free to mirror and to swap twins (nodes with the same neighbours); people expect their own order. */
function keepDeclaredOrder(placed: readonly Placed[]): void {
  const byRank = groupBy(placed, ({ rank }) => rank)
  let inversions = 0
  for (const column of byRank.values()) {
    for (let at = 1; at < column.length; at++) {
      inversions += Math.sign(column[at - 1]!.middle - column[at]!.middle)
    }
  }
  if (inversions > 0) for (const node of placed) node.middle = -node.middle
  for (const column of byRank.values()) {
    for (const twins of groupBy(column, ({ neighbours }) => neighbours).values()) {
      const heights = twins.map(({ middle }) => middle).sort((a, b) => a - b)
      for (const [index, twin] of twins.entries()) twin.middle = heights[index]!
    }
  }
}

/** Left edge and width of each rank's column. */
function columnsFrom(
  placed: readonly Placed[],
  wires: readonly GraphWire[],
  sizes: ReadonlyMap<string, Size>,
  density: Density,
): Map<number, { readonly x: number; readonly width: number }> {
  const rankOf = new Map(placed.map(({ id, rank }) => [id, rank]))
  // Deliveries have two lanes; a publish straight to a queue is the only wire before it, with its rate on it.
  const roomy = new Set(
    wires
      .filter(
        ({ kind, to }) => kind === 'deliver' || (kind === 'publish' && to.startsWith('queue:')),
      )
      .map(({ from }) => rankOf.get(from)!),
  )
  const widths = new Map<number, number>()
  for (const { id, rank } of placed) {
    widths.set(rank, Math.max(widths.get(rank) ?? 0, sizes.get(id)!.width))
  }
  const columns = new Map<number, { x: number; width: number }>()
  let x = 0
  for (const rank of [...widths.keys()].sort((a, b) => a - b)) {
    const width = widths.get(rank)!
    columns.set(rank, { x, width })
    x += width + (roomy.has(rank) ? density.deliveryGap : density.gap)
  }
  return columns
}

/** Hangs a placed chain below the queue that feeds it, under everything it would cover, and adds it to `boxes`. */
function hang(
  chain: ReadonlyMap<string, Box>,
  wires: readonly GraphWire[],
  boxes: Map<string, Box>,
): void {
  const feed = wires.find(
    ({ kind, from, to }) => kind === 'dead' && boxes.has(from) && chain.has(to),
  )
  const source = feed ? boxes.get(feed.from)! : null
  const entry = feed ? chain.get(feed.to)! : null
  // An exchange is entered at its middle, a queue above its own port.
  const port = entry && entry.width < 2 * deadPortX ? entry.width / 2 : deadPortX
  const left = source && entry ? source.x + deadPortX - port - entry.x : 0
  const right = left + Math.max(...[...chain.values()].map(({ x, width }) => x + width))
  let top = source ? source.y + source.height + chainDrop : 0
  for (const box of boxes.values()) {
    const covers = box.x < right + stackGap && box.x + box.width > left - stackGap
    if (covers && box !== source) top = Math.max(top, box.y + box.height + stackGap)
  }
  for (const [id, box] of chain) boxes.set(id, { ...box, x: box.x + left, y: box.y + top })
}
