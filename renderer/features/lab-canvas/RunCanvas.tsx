import { useStoreApi } from '@xyflow/react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { RunDescription } from '#core/model/run.ts'
import { setGrouping, useGroupingKind } from '#renderer/state/grouping.ts'
import { movePlace } from '#renderer/state/placement.ts'
import { type GroupingKind, isLarge } from '#renderer/state/queue-groups.ts'
import { latestFrame, onTick, rates, sparkline, steadyRates, useRun } from '#renderer/state/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { useReducedMotion } from '#renderer/state/view.ts'
import style from './canvas.module.css'
import { FlowContext } from './flows.ts'
import { GraphView } from './GraphView.tsx'
import { GroupBy } from './GroupBy.tsx'
import { type Graph, type GraphNode, graphOf } from './graph.ts'
import { LargeCanvas } from './LargeCanvas.tsx'
import { LiveContext, LivePainters, paintEveryMs } from './live.ts'
import { MarksLayer, marksFromZoom } from './MarksLayer.tsx'
import { MarksScene } from './marks-scene.ts'
import { NodeMenu } from './NodeMenu.tsx'
import { useDensity } from './use-density.ts'
import { middleAt, placeKey, usePlaces } from './use-places.ts'

/** The topology of the loaded run, live. */
export function RunCanvas({ children }: { children?: ReactNode }) {
  const description = useRun((run) => run.description)
  return description ? (
    <Topology key={description.scenario.title} description={description}>
      {children}
    </Topology>
  ) : null
}

interface TopologyProps {
  readonly description: RunDescription
  readonly children?: ReactNode
}

/** Part by part, or by groups when there are many queues and nobody chose otherwise. */
function Topology({ description, children }: TopologyProps) {
  const { scenario } = description
  const kind = useGroupingKind(scenario)
  const setKind = (chosen: GroupingKind) => setGrouping(scenario, chosen)
  const graph = useMemo(() => graphOf(scenario), [scenario])
  return kind === 'none' ? (
    <>
      <Running description={description} graph={graph}>
        {children}
      </Running>
      {isLarge(scenario) && (
        <div className={style.regroup}>
          <GroupBy scenario={scenario} kind={kind} onKind={setKind} />
        </div>
      )}
    </>
  ) : (
    <LargeCanvas description={description} graph={graph} kind={kind} onKind={setKind}>
      {children}
    </LargeCanvas>
  )
}

function Running({ description, graph, children }: TopologyProps & { readonly graph: Graph }) {
  const { scenario } = description
  const density = useDensity()
  const scene = useMemo(() => new MarksScene(description, graph), [description, graph])
  const { boxes, wires } = usePlaces(graph, density, scenario.title)
  const painters = useLivePicture(scene)
  const selected = useSelection(({ selected: chosen }) =>
    chosen === null
      ? null
      : (graph.nodes.find(({ kind, name }) => kind === chosen.kind && name === chosen.name)?.id ??
        null),
  )
  const [menu, setMenu] = useState<{ node: GraphNode; at: { x: number; y: number } } | null>(null)
  useEffect(() => scene.place(boxes, wires), [scene, boxes, wires])

  return (
    <LiveContext value={painters}>
      <FlowContext value={scene.flows}>
        <GraphView
          scenario={scenario}
          graph={graph}
          boxes={boxes}
          wires={wires}
          selected={selected}
          narrow={density.name === 'narrow'}
          draft={false}
          onSelect={(node) => select(node && { kind: node.kind, name: node.name })}
          onMove={(node, x, y) =>
            movePlace(scenario.title, placeKey(node), middleAt(boxes.get(node.id)!, x, y))
          }
          onMenu={(node, at) => setMenu({ node, at })}
          layers={<MarksLayer key={description.runId} scene={scene} />}
        >
          {children}
        </GraphView>
        {menu && <NodeMenu {...menu} index={scene.index} onClose={() => setMenu(null)} />}
      </FlowContext>
    </LiveContext>
  )
}

/** Feeds scene and painters with frames: every frame to the marks, numbers at 10 Hz and at once when nothing runs. */
function useLivePicture(scene: MarksScene): LivePainters {
  // A picture of one run must not reach the nodes of the next, so each scene has its own painters.
  const painters = useMemo(() => new LivePainters(scene), [scene])
  const still = useReducedMotion()
  const flow = useStoreApi()
  useEffect(() => {
    let paintedAtMs = Number.NEGATIVE_INFINITY
    const show = (frame: FrameView) => {
      const nowMs = performance.now()
      scene.take(frame, nowMs, !still)
      if (frame.state === 'running' && nowMs - paintedAtMs < paintEveryMs(frame.speed)) return
      paintedAtMs = nowMs
      const speed = Number.isFinite(frame.speed) ? frame.speed : 'max'
      scene.flows.update(frame, rates(), speed, scene.why)
      painters.paint({
        frame,
        rates: rates(),
        steadyRates: steadyRates(),
        index: scene.index,
        detailed: flow.getState().transform[2] >= marksFromZoom,
        sparkline,
      })
    }
    const newest = latestFrame()
    if (newest) show(newest)
    return onTick(show)
  }, [scene, painters, still, flow])
  return painters
}
