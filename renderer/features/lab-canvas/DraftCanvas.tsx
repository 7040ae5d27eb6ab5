import { type Connection, useReactFlow } from '@xyflow/react'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useState,
} from 'react'
import type { Scenario } from '#core/model/scenario.ts'
import { addAt, draftScene, edit, moveTo, type Tool, useDraft } from '#renderer/state/draft.ts'
import type { PartRef } from '#renderer/state/draft-edits.ts'
import { partDragType, toolKeys } from '#renderer/state/draft-tools.ts'
import { connect, meaningOf } from '#renderer/state/draft-wiring.ts'
import { setPlaces } from '#renderer/state/placement.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { GraphView } from './GraphView.tsx'
import { type Graph, type GraphNode, graphOf } from './graph.ts'
import { KeyQuestion, type Question } from './KeyQuestion.tsx'
import type { Box } from './layout.ts'
import { sketched } from './node-size.ts'
import { middleAt, placeKey, usePlaces } from './use-places.ts'

/** The scenario being built. `children`: the palette. */
export function DraftCanvas({ children }: { children?: ReactNode }) {
  const scenario = useDraft((draft) => draft.scenario)
  return scenario ? <Building scenario={scenario}>{children}</Building> : null
}

function Building({ scenario, children }: { scenario: Scenario; children?: ReactNode }) {
  const flow = useReactFlow()
  const graph = useMemo(() => graphOf(scenario, 1), [scenario])
  const { boxes, wires, moved } = usePlaces(graph, sketched, draftScene)
  const tool = useDraft((draft) => draft.tool)
  const wire = useDraft((draft) => draft.wire)
  const chosen = useSelection(({ selected }) => selected)
  const selected =
    graph.nodes.find(({ kind, name }) => kind === chosen?.kind && name === chosen.name) ?? null
  const [question, setQuestion] = useState<Question | null>(null)
  useSettledPlaces(graph, boxes, moved)

  const put = (as: Tool, x: number, y: number) => {
    const at = flow.screenToFlowPosition({ x, y })
    addAt(as, { x: snap(at.x), y: snap(at.y) })
  }
  const onConnect = ({ source, target }: Connection) => {
    const ends = endsOf(graph, source, target)
    if (!ends) return
    const [from, to] = ends
    const meaning = meaningOf(from, to)
    const asks = meaning === 'bind' || (meaning === 'publish' && to.kind === 'exchange')
    if (asks) setQuestion({ from, to })
    else wireUp(from, to, '')
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') useDraft.setState({ tool: null, wire: null })
  }

  return (
    <GraphView
      scenario={scenario}
      graph={graph}
      boxes={boxes}
      wires={wires}
      selected={selected?.id ?? null}
      selectedWire={wire}
      narrow={false}
      draft
      tool={tool ?? undefined}
      drop={{
        onDragOver: (event) => {
          if (event.dataTransfer.types.includes(partDragType)) event.preventDefault()
        },
        onDrop: (event) => {
          const dropped = event.dataTransfer.getData(partDragType)
          const as = Object.values(toolKeys).find((each) => each === dropped)
          if (as) put(as, event.clientX, event.clientY)
        },
      }}
      onSelect={(node) => {
        select(node && partOf(node))
        useDraft.setState({ wire: null })
      }}
      onSelectWire={(id) => {
        select(null)
        useDraft.setState({ wire: id })
      }}
      onMove={(node, x, y) =>
        moveTo(placeKey(node), node.name, middleAt(boxes.get(node.id)!, x, y))
      }
      onConnect={onConnect}
      onKey={onKey}
      onPaneClick={(event: MouseEvent) => {
        if (tool) put(tool, event.clientX, event.clientY)
      }}
      layers={
        question && (
          <KeyQuestion
            question={question}
            scenario={scenario}
            boxes={boxes}
            onAnswer={(key) => {
              if (key !== null) wireUp(question.from, question.to, key)
              setQuestion(null)
            }}
          />
        )
      }
    >
      {children}
    </GraphView>
  )
}

/** Parts snap to the dots. */
const snap = (value: number) => Math.round(value / 20) * 20

const partOf = ({ kind, name }: GraphNode): PartRef => ({ kind, name })

const wireUp = (from: PartRef, to: PartRef, key: string) =>
  edit({ what: 'wire', name: to.name }, (scenario) => connect(scenario, from, to, key))

/** The ends of a drawn wire in the order that means something; a wire drawn against the flow is turned round. */
function endsOf(graph: Graph, source: string, target: string): [PartRef, PartRef] | null {
  const from = graph.nodes.find(({ id }) => id === source)
  const to = graph.nodes.find(({ id }) => id === target)
  if (!from || !to) return null
  if (meaningOf(partOf(from), partOf(to))) return [partOf(from), partOf(to)]
  return meaningOf(partOf(to), partOf(from)) ? [partOf(to), partOf(from)] : null
}

/** What the layout placed stays where it is: otherwise every new wire would rearrange the whole draft. */
function useSettledPlaces(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  moved: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): void {
  useEffect(() => {
    const loose = graph.nodes.filter((node) => !moved.has(placeKey(node)))
    if (loose.length === 0) return
    const settled = new Map(moved)
    for (const node of loose) {
      const box = boxes.get(node.id)!
      settled.set(placeKey(node), middleAt(box, box.x, box.y))
    }
    setPlaces(draftScene, settled)
  }, [graph, boxes, moved])
}
