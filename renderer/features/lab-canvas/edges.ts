import type { Graph } from './graph.ts'
import type { Wire } from './WireEdge.tsx'
import type { WirePlace } from './wire-places.ts'

/** The wires of a graph as React Flow wants them. */
export function edgesOf(
  graph: Graph,
  places: ReadonlyMap<string, WirePlace>,
  draft: boolean,
  selected: string | null,
  /** What a wire is called, from the names at its ends. */
  label: (ends: { readonly from: string; readonly to: string }) => string,
): Wire[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]))
  return graph.wires.flatMap((wire) => {
    const place = places.get(wire.id)
    return place
      ? [
          {
            id: wire.id,
            type: 'wire' as const,
            source: wire.from,
            target: wire.to,
            selectable: draft,
            focusable: draft,
            selected: wire.id === selected,
            ariaLabel: label({
              from: names.get(wire.from) ?? wire.from,
              to: names.get(wire.to) ?? wire.to,
            }),
            data: { wire, place, draft },
          },
        ]
      : []
  })
}
