/**
 * Where every wire of a graph runs, from the places of its nodes. Wires that share a side of a node are spread along it
 * in the order of their far ends, so that they do not cross at the node.
 */
import type { Graph, GraphNode, GraphWire } from './graph.ts'
import { type Box, deadPortX, type Point } from './layout.ts'
import { exchangeSize } from './node-size.ts'
import { type Curve, curveBetween, reversed, svgPath } from './wire-curve.ts'

export interface WirePlace {
  readonly out: Curve
  /** Settlements travel back on a lane of their own; only deliveries have one. */
  readonly back: Curve | null
  /** Changes exactly when the wire moved. */
  readonly path: string
}

/** Half the distance between the two lanes of a delivery. */
const laneAtQueue = 6
const laneAtConsumer = 9
const spreadMax = { producer: 0, exchange: 9.5, queue: 20, consumer: 14 } as const
/** From the left point of the hexagon to where its top edge begins. */
export const hexagonSlant = 14

interface End {
  readonly wire: GraphWire
  readonly farY: number
}

export function placeWires(graph: Graph, boxes: ReadonlyMap<string, Box>): Map<string, WirePlace> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const leaving = new Map<string, End[]>()
  const entering = new Map<string, End[]>()
  const across = graph.wires.filter(({ kind }) => kind !== 'dead')
  for (const wire of across) {
    const from = boxes.get(wire.from)
    const to = boxes.get(wire.to)
    if (!from || !to) continue
    gather(leaving, wire.from, { wire, farY: to.y + to.height / 2 })
    gather(entering, wire.to, { wire, farY: from.y + from.height / 2 })
  }
  const leaveY = offsets(leaving, nodes, boxes)
  const enterY = offsets(entering, nodes, boxes)

  const places = new Map<string, WirePlace>()
  for (const wire of graph.wires) {
    const from = boxes.get(wire.from)
    const to = boxes.get(wire.to)
    if (!from || !to) continue
    if (wire.kind === 'dead') {
      places.set(wire.id, asPlace(deadCurve(from, to), null))
      continue
    }
    const start = rightPort(nodes.get(wire.from)!, from, leaveY.get(wire.id) ?? 0)
    const end = leftPort(nodes.get(wire.to)!, to, enterY.get(wire.id) ?? 0)
    if (wire.kind === 'deliver') {
      const out = curveBetween(lower(start, -laneAtQueue), lower(end, -laneAtConsumer), 'across')
      const back = curveBetween(lower(start, laneAtQueue), lower(end, laneAtConsumer), 'across')
      places.set(wire.id, asPlace(out, reversed(back)))
    } else places.set(wire.id, asPlace(curveBetween(start, end, 'across'), null))
  }
  return places
}

const asPlace = (out: Curve, back: Curve | null): WirePlace => ({ out, back, path: svgPath(out) })

const lower = ({ x, y }: Point, by: number): Point => ({ x, y: y + by })

function gather(ends: Map<string, End[]>, node: string, end: End): void {
  const list = ends.get(node)
  if (list) list.push(end)
  else ends.set(node, [end])
}

/** Distance from the middle of its side, per wire. */
function offsets(
  ends: ReadonlyMap<string, End[]>,
  nodes: ReadonlyMap<string, GraphNode>,
  boxes: ReadonlyMap<string, Box>,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const [id, list] of ends) {
    list.sort((a, b) => a.farY - b.farY)
    const room = boxes.get(id)!.height * 0.7
    const spread = Math.min(spreadMax[nodes.get(id)!.kind], room / Math.max(1, list.length - 1))
    for (const [index, { wire }] of list.entries()) {
      found.set(wire.id, (index - (list.length - 1) / 2) * spread)
    }
  }
  return found
}

/** How far the outline of a node recedes from its box at `offset` from the middle. */
function recess(node: GraphNode, offset: number): number {
  if (node.kind !== 'exchange') return 0
  return (Math.abs(offset) / (exchangeSize.height / 2)) * hexagonSlant
}

const rightPort = (node: GraphNode, box: Box, offset: number): Point => ({
  x: box.x + box.width - recess(node, offset),
  y: box.y + box.height / 2 + offset,
})

const leftPort = (node: GraphNode, box: Box, offset: number): Point => ({
  x: box.x + recess(node, offset),
  y: box.y + box.height / 2 + offset,
})

/** Dead letters leave through the floor; a retry queue above or beside is entered from below. */
function deadCurve(from: Box, to: Box): Curve {
  const port = (box: Box) => (box.width < 2 * deadPortX ? box.width / 2 : deadPortX)
  if (to.y >= from.y + from.height) {
    // Where the boxes overlap a straight wire needs no port of its own.
    const shared = Math.max(from.x, to.x) + deadPortX
    const right = Math.min(from.x + from.width, to.x + to.width) - deadPortX / 2
    const straight = to.width >= 2 * deadPortX && shared <= right
    return curveBetween(
      { x: straight ? shared : from.x + port(from), y: from.y + from.height },
      { x: straight ? shared : to.x + port(to), y: to.y },
      'down',
    )
  }
  return curveBetween(
    { x: from.x + from.width - port(from), y: from.y },
    { x: to.x + to.width - port(to), y: to.y + to.height },
    'up',
  )
}
