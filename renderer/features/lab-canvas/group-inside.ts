import { createContext, useContext, useMemo } from 'react'
import { type Graph, nodeId } from './graph.ts'
import { exchangePlace, openTank, rowPlace } from './group-layout.ts'
import type { TopologyGroup } from './topology-groups.ts'
import { curveBetween, svgPath } from './wire-curve.ts'

/** The graph an open group is a part of. */
export const GraphContext = createContext<Graph>({ nodes: [], wires: [] })

/** The thin wires inside an open group, and which of its queues are ends of dead-letter chains. */
export function useGroupInside(
  group: TopologyGroup,
  rowsMax: number,
): {
  readonly wires: readonly string[]
  readonly deadEnds: ReadonlySet<string>
} {
  const graph = useContext(GraphContext)
  return useMemo(() => {
    const exchanges = new Map(
      group.exchanges.map((name, at) => [
        nodeId('exchange', name),
        exchangePlace(group, at, rowsMax),
      ]),
    )
    const tanks = new Map(
      group.queues.map((name, at) => {
        const { x, y } = rowPlace(group, at, rowsMax)
        return [nodeId('queue', name), { x, y: y + openTank.height / 2 }]
      }),
    )
    const wires = graph.wires.flatMap(({ kind, from, to }) => {
      const start = exchanges.get(from)
      const end = tanks.get(to)
      if (kind !== 'route' || !start || !end) return []
      return [svgPath(curveBetween({ x: start.x + 14, y: start.y }, end, 'across'))]
    })
    const deadEnds = new Set(
      graph.nodes.flatMap(({ kind, name, deadEnd }) => (kind === 'queue' && deadEnd ? [name] : [])),
    )
    return { wires: [...new Set(wires)], deadEnds }
  }, [graph, group, rowsMax])
}
