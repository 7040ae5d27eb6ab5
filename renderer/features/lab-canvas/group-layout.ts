/** Places of groups: collapsed ones as small cards, the open one as a frame with all its queues. */
import { graphlib, layout as runDagre } from '@dagrejs/dagre'
import { groupBy } from '#renderer/state/group-by.ts'
import type { Box } from './layout.ts'
import type { Size } from './node-size.ts'
import type { Grouping, TopologyGroup } from './topology-groups.ts'
import { type Curve, curveBetween } from './wire-curve.ts'

export const cardSize: Size = { width: 182, height: 98 }

/** The open frame, in pixels. */
const openHead = 36
export const rowHeight = 14
/** Rows of an open frame before it takes another column: the tall form first, then wider ones for a low canvas. */
export const openForms = [34, 22, 16, 12] as const
const exchangesWidth = 92
/** A tank, its name and the room between columns. */
const openColumn = 204
export const openTank: Size = { width: 72, height: 9 }
const openFoot = 10

type Listed = Pick<TopologyGroup, 'queues'>

function rowsOf({ queues }: Listed, rowsMax: number): { columns: number; rows: number } {
  const columns = Math.max(1, Math.ceil(queues.length / rowsMax))
  return { columns, rows: Math.ceil(queues.length / columns) }
}

export function openSize(group: Listed, rowsMax: number): Size {
  const { columns, rows } = rowsOf(group, rowsMax)
  return {
    width: exchangesWidth + columns * openColumn,
    height: openHead + Math.max(3, rows) * rowHeight + openFoot,
  }
}

/** Top left corner of the tank of queue `index`. */
export function rowPlace(group: Listed, index: number, rowsMax: number) {
  const { rows } = rowsOf(group, rowsMax)
  return {
    x: exchangesWidth + Math.floor(index / rows) * openColumn,
    y: openHead + (index % rows) * rowHeight,
  }
}

/** Middle of the small hexagon of exchange `index`. */
export function exchangePlace(group: TopologyGroup, index: number, rowsMax: number) {
  const room = openSize(group, rowsMax).height - openHead - openFoot
  return { x: 34, y: openHead + ((index + 0.5) * room) / group.exchanges.length }
}

const gapAcross = 72
const gapDown = 16
/** Between columns that no wire crosses. */
const gapBeside = 24

export interface GroupPlaces {
  readonly boxes: ReadonlyMap<string, Box>
  /** Of the open frame. */
  readonly rowsMax: number
}

/** Places for all groups, and the form of the open one, so that they are seen as large as the room allows. */
export function placeGroups(grouping: Grouping, open: string | null, room: Size): GroupPlaces {
  let best: (GroupPlaces & { readonly scale: number }) | null = null
  for (const rowsMax of open === null ? openForms.slice(0, 1) : openForms) {
    const sizes = new Map(
      grouping.groups.map((group) => [
        group.key,
        group.key === open ? openSize(group, rowsMax) : cardSize,
      ]),
    )
    const ranks = ranksOf(grouping, sizes)
    for (let rows = 2; rows <= Math.max(2, Math.min(12, grouping.groups.length)); rows++) {
      const boxes = stand(columnsOf(ranks, rows), sizes)
      const all = [...boxes.values()]
      const width = Math.max(...all.map((box) => box.x + box.width))
      const height = Math.max(...all.map((box) => box.y + box.height))
      const scale = Math.min(room.width / width, room.height / height, 1)
      if (best === null || scale > best.scale) best = { boxes, rowsMax, scale }
    }
  }
  return best ?? { boxes: new Map(), rowsMax: openForms[0] }
}

/** Groups by how far down the flow they are, in the order that crosses least; those without wires come last. */
function ranksOf(grouping: Grouping, sizes: ReadonlyMap<string, Size>): string[][] {
  const wired = new Set(grouping.links.flatMap(({ from, to }) => [from, to]))
  const loose = grouping.groups.flatMap(({ key }) => (wired.has(key) ? [] : [key]))
  if (wired.size === 0) return [[], loose]
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR' })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const key of wired) graph.setNode(key, { ...sizes.get(key)! })
  for (const { from, to } of grouping.links) graph.setEdge(from, to)
  runDagre(graph)
  const placed = [...wired].map((key) => {
    const { y, rank } = graph.node(key) as { y: number; rank: number }
    return { key, y, rank }
  })
  placed.sort((a, b) => a.rank - b.rank || a.y - b.y)
  const ranks = [...groupBy(placed, ({ rank }) => rank).values()]
  return [...ranks.map((rank) => rank.map(({ key }) => key)), loose]
}

interface Column {
  readonly keys: string[]
  /** Whether wires come in from the column before. */
  readonly entered: boolean
}

/** Columns of at most `rows`; groups without wires fill what is free, then columns of their own. */
function columnsOf(ranks: readonly (readonly string[])[], rows: number): Column[] {
  const columns: Column[] = []
  for (const rank of ranks.slice(0, -1)) {
    for (let at = 0; at < rank.length; at += rows) {
      columns.push({ keys: rank.slice(at, at + rows), entered: at === 0 })
    }
  }
  for (const key of ranks.at(-1) ?? []) {
    const free = columns.find(({ keys }) => keys.length < rows)
    if (free) free.keys.push(key)
    else columns.push({ keys: [key], entered: false })
  }
  return columns
}

/** Columns beside each other, each centred on the tallest. */
function stand(columns: readonly Column[], sizes: ReadonlyMap<string, Size>): Map<string, Box> {
  const heightOf = ({ keys }: Column) =>
    keys.reduce((sum, key) => sum + sizes.get(key)!.height + gapDown, -gapDown)
  const tallest = Math.max(...columns.map(heightOf))
  const boxes = new Map<string, Box>()
  let x = 0
  for (const [at, column] of columns.entries()) {
    const widest = Math.max(...column.keys.map((key) => sizes.get(key)!.width))
    if (at > 0) x += column.entered ? gapAcross : gapBeside
    let y = (tallest - heightOf(column)) / 2
    for (const key of column.keys) {
      const size = sizes.get(key)!
      boxes.set(key, { x: x + (widest - size.width) / 2, y, ...size })
      y += size.height + gapDown
    }
    x += widest
  }
  return boxes
}

/** The wire between two groups; at an open frame it ends at the side. */
export function linkCurve(from: Box, to: Box): Curve {
  const forward = to.x >= from.x + from.width - 1
  const start = { x: forward ? from.x + from.width : from.x, y: from.y + from.height / 2 }
  const end = { x: forward ? to.x : to.x + to.width, y: to.y + to.height / 2 }
  // On a tall frame the wire goes in where its partner stands.
  const near = (y: number, box: Box) => Math.min(box.y + box.height - 24, Math.max(box.y + 24, y))
  const [a, b] = [
    { ...start, y: near(end.y, from) },
    { ...end, y: near(start.y, to) },
  ]
  return forward ? curveBetween(a, b, 'across') : reversedAcross(a, b)
}

function reversedAcross(a: { x: number; y: number }, b: { x: number; y: number }): Curve {
  const { from, c1, c2, to } = curveBetween(b, a, 'across')
  return { from: to, c1: c2, c2: c1, to: from }
}

/** Width of a link by its rate: 1.25 for a trickle, 7 for 1 000 /s and more. */
export const linkWidth = (ratePerSecond: number): number =>
  1.25 + (5.75 * Math.min(3, Math.log10(Math.max(1, ratePerSecond)))) / 3
