import { Background, BackgroundVariant, ReactFlow, useStore } from '@xyflow/react'
import { type CSSProperties, type ReactNode, useCallback, useEffect, useMemo } from 'react'
import type { RunDescription } from '#core/model/run.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { openGroup, useOpenGroup } from '#renderer/state/grouping.ts'
import { hotSpotsNow } from '#renderer/state/hot-spots-now.ts'
import type { GroupingKind } from '#renderer/state/queue-groups.ts'
import { latestFrame, onTick, steadyRates, useRun } from '#renderer/state/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { zoomMax, zoomMin } from './camera.ts'
import style from './canvas.module.css'
import { GroupLinkEdge, type LinkEdge } from './GroupLinkEdge.tsx'
import { GroupNode, type GroupNode as GroupPart } from './GroupNode.tsx'
import type { Graph } from './graph.ts'
import { GraphContext } from './group-inside.ts'
import { linkCurve, placeGroups } from './group-layout.ts'
import { GroupContext, GroupPainters } from './group-live.ts'
import groupStyle from './groups.module.css'
import { Outline } from './Outline.tsx'
import { RunIndex } from './run-index.ts'
import { canvasText } from './text.ts'
import { groupTopology } from './topology-groups.ts'
import { useRoom, useWholeView } from './use-whole-view.ts'
import { meterOf } from './wire-meter.ts'
import { ZoomControl } from './ZoomControl.tsx'

// Not `group`: the graph library gives that type a look of its own.
const nodeTypes = { bundle: GroupNode }
const edgeTypes = { link: GroupLinkEdge }
/** Groups are painted this often: a column per queue is not read faster. */
const paintEveryMs = 250

interface LargeCanvasProps {
  readonly description: RunDescription
  readonly graph: Graph
  readonly kind: 'prefix' | 'vhost'
  readonly onKind: (kind: GroupingKind) => void
  readonly children?: ReactNode
}

/** A large topology by groups: outline at the left, cards and one open frame on the canvas. */
export function LargeCanvas({ description, graph, kind, onKind, children }: LargeCanvasProps) {
  const { scenario } = description
  const text = useText(canvasText)
  const index = useMemo(() => new RunIndex(description), [description])
  const grouping = useMemo(() => groupTopology(scenario, graph, kind), [scenario, graph, kind])
  const painters = useGroupPicture(index)
  const open = useOpenGroup(scenario)
  const setOpen = useCallback((key: string | null) => openGroup(scenario, key), [scenario])
  const explained = useExplained()
  const chosen = explained === null ? null : (grouping.groupOf.get(explained) ?? null)
  const room = useRoom()
  const { boxes, rowsMax } = useMemo(
    () => placeGroups(grouping, open, room),
    [grouping, open, room],
  )
  const zoom = useStore((state) => Math.round(state.transform[2] * 20) / 20)
  const fit = useWholeView(boxes)
  const nodes = useMemo(
    () =>
      grouping.groups.map((group): GroupPart => {
        const { x, y, width, height } = boxes.get(group.key)!
        return {
          id: group.key,
          type: 'bundle',
          position: { x, y },
          width,
          height,
          draggable: false,
          ariaLabel: text('groupNode', { name: group.label }),
          data: {
            group,
            open: group.key === open,
            rowsMax,
            holdsChosen: group.key === chosen,
            onToggle: (key) => setOpen(key === open ? null : key),
          },
        }
      }),
    [grouping, boxes, rowsMax, open, setOpen, chosen, text],
  )
  const meters = useMemo(
    () =>
      new Map(
        grouping.links.map(({ id, wires }) => [
          id,
          wires.map((wire) => meterOf(wire, graph, index)),
        ]),
      ),
    [grouping, graph, index],
  )
  const edges = useMemo(
    () =>
      grouping.links.map(
        ({ id, from, to }): LinkEdge => ({
          id,
          type: 'link',
          source: from,
          target: to,
          focusable: false,
          data: { curve: linkCurve(boxes.get(from)!, boxes.get(to)!), meters: meters.get(id)! },
        }),
      ),
    [grouping, boxes, meters],
  )
  const deadEnds = useMemo(
    () => new Set(graph.nodes.flatMap(({ name, deadEnd }) => (deadEnd ? [name] : []))),
    [graph],
  )

  return (
    <GroupContext value={painters}>
      <GraphContext value={graph}>
        <div className={groupStyle.large}>
          <Outline
            groups={grouping.groups}
            deadEnds={deadEnds}
            index={index}
            scenario={scenario}
            kind={kind}
            onKind={onKind}
            onReveal={setOpen}
          />
          <div className={style.canvas} style={zoomOf(zoom)}>
            <ReactFlow<GroupPart, LinkEdge>
              aria-label={text('canvas')}
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              onNodeClick={(_, node) => {
                if (node.data.open) return
                setOpen(node.id)
              }}
              onKeyDown={(event) => {
                const id = (event.target as Element).getAttribute('data-id')
                if (id !== null && event.key === 'Enter') setOpen(open === id ? null : id)
                if (event.key === 'Escape') setOpen(null)
              }}
              onPaneClick={() => select(null)}
              onMoveStart={(event) => {
                if (event) fit.release()
              }}
              nodesDraggable={false}
              nodesConnectable={false}
              disableKeyboardA11y
              deleteKeyCode={null}
              selectionKeyCode={null}
              multiSelectionKeyCode={null}
              panActivationKeyCode={null}
              zoomOnDoubleClick={false}
              minZoom={zoomMin}
              maxZoom={zoomMax}
            >
              <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--grid)" />
            </ReactFlow>
            <div className={style.narrator}>{children}</div>
            <ZoomControl onFit={fit.now} />
          </div>
        </div>
      </GraphContext>
    </GroupContext>
  )
}

/** The queue the inspector explains: the one chosen, else the worst hot spot. */
function useExplained(): string | null {
  const selected = useSelection((selection) => selection.selected)
  // The numbers lie outside React; the store only says that they moved.
  const worst = useRun(() => hotSpotsNow().spots[0]?.queue.name ?? null)
  return selected === null ? worst : selected.kind === 'queue' ? selected.name : null
}

function useGroupPicture(index: RunIndex): GroupPainters {
  const painters = useMemo(() => new GroupPainters(index), [index])
  useEffect(() => {
    let paintedAtMs = Number.NEGATIVE_INFINITY
    const show = (frame: FrameView) => {
      const nowMs = performance.now()
      if (frame.state === 'running' && nowMs - paintedAtMs < paintEveryMs) return
      paintedAtMs = nowMs
      const hot = new Set(hotSpotsNow().spots.map(({ queue }) => queue.index))
      painters.paint({ frame, rates: steadyRates(), index, hot })
    }
    const newest = latestFrame()
    if (newest) show(newest)
    return onTick(show)
  }, [painters, index])
  return painters
}

/** For texts that keep their size on the screen while the camera is far. */
const zoomOf = (zoom: number) => ({ '--zoom': Math.max(0.05, zoom) }) as CSSProperties
