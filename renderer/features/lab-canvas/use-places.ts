import { useMemo } from 'react'
import { type Place, placesOf, usePlacement } from '#renderer/state/placement.ts'
import { type Graph, type GraphNode, nodeId } from './graph.ts'
import { type Box, layoutOf } from './layout.ts'
import type { Density } from './node-size.ts'
import { placeWires } from './wire-places.ts'

/** A stack and a single node of the same name keep the same place. */
export const placeKey = ({ kind, name }: GraphNode): string => nodeId(kind, name)

const centred = (box: Box, middle: Place | undefined): Box =>
  middle ? { ...box, x: middle.x - box.width / 2, y: middle.y - box.height / 2 } : box

/** The middle of a node whose top left corner was dragged to (x, y). */
export const middleAt = (box: Box, x: number, y: number): Place => ({
  x: Math.round(x + box.width / 2),
  y: Math.round(y + box.height / 2),
})

/** Places of nodes and wires: the automatic layout, and over it what a hand has moved. `scene`: whose places. */
export function usePlaces(graph: Graph, density: Density, scene: string) {
  const laidOut = useMemo(() => layoutOf(graph, density), [graph, density])
  const moved = usePlacement((state) => placesOf(state, scene))
  const boxes = useMemo(
    () =>
      new Map(
        graph.nodes.map((node) => [
          node.id,
          centred(laidOut.get(node.id)!, moved.get(placeKey(node))),
        ]),
      ),
    [graph, laidOut, moved],
  )
  const wires = useMemo(() => placeWires(graph, boxes), [graph, boxes])
  return { boxes, wires, moved }
}
