import {
  Background,
  BackgroundVariant,
  type NodeChange,
  type OnConnect,
  ReactFlow,
  useStore,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import {
  type CSSProperties,
  type DOMAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
} from 'react'
import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { zoomMax, zoomMin } from './camera.ts'
import style from './canvas.module.css'
import { edgesOf } from './edges.ts'
import type { Graph, GraphNode } from './graph.ts'
import { Legend } from './Legend.tsx'
import type { Box } from './layout.ts'
import { marksFromZoom } from './MarksLayer.tsx'
import { PartNode } from './PartNode.tsx'
import { type PartNode as Part, partsOf } from './part.ts'
import { canvasText } from './text.ts'
import { useFit } from './use-fit.ts'
import { WireEdge } from './WireEdge.tsx'
import { isStep, walk } from './walk.ts'
import type { WirePlace } from './wire-places.ts'
import { ZoomControl } from './ZoomControl.tsx'

const nodeTypes = { part: PartNode }
const edgeTypes = { wire: WireEdge }
/** With more nodes than this only those in sight are in the page. */
const culledFrom = 60

interface GraphViewProps {
  readonly scenario: Scenario
  readonly graph: Graph
  readonly boxes: ReadonlyMap<string, Box>
  readonly wires: ReadonlyMap<string, WirePlace>
  readonly selected: string | null
  readonly selectedWire?: string | null
  readonly narrow: boolean
  readonly draft: boolean
  readonly onSelect: (node: GraphNode | null) => void
  readonly onSelectWire?: (id: string) => void
  readonly onMove: (node: GraphNode, x: number, y: number) => void
  readonly onMenu?: (node: GraphNode, at: { x: number; y: number }) => void
  readonly onConnect?: OnConnect
  readonly onKey?: (event: KeyboardEvent) => void
  readonly onPaneClick?: (event: MouseEvent) => void
  /** What a draft does with a part dragged onto it. */
  readonly drop?: Pick<DOMAttributes<HTMLDivElement>, 'onDragOver' | 'onDrop'>
  /** The part in hand, for the pointer's shape. */
  readonly tool?: string | undefined
  /** Layers inside the camera, such as the marks. */
  readonly layers?: ReactNode
  /** The narrator at the top left. */
  readonly children?: ReactNode
}

/** React Flow with our nodes, wires, camera and keys; knows nothing of runs and drafts. */
export function GraphView(props: GraphViewProps) {
  const { scenario, graph, boxes, wires, selected, selectedWire, narrow, draft } = props
  const text = useText(canvasText)
  const root = useRef<HTMLDivElement>(null)
  const zoom = useStore((state) =>
    Math.min(marksFromZoom, Math.round(state.transform[2] * 50) / 50),
  )
  const far = zoom < marksFromZoom
  const fit = useFit(graph, boxes, draft)

  const nodes = useMemo(
    () => partsOf({ scenario, graph, boxes, selected, narrow, draft, label: text }),
    [scenario, graph, boxes, selected, narrow, draft, text],
  )
  const edges = useMemo(
    () =>
      edgesOf(graph, wires, draft, selectedWire ?? null, (ends) => text('wireNode', { ...ends })),
    [graph, wires, draft, selectedWire, text],
  )
  const byId = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph])

  const { onMove, onSelect, onMenu, onKey } = props
  const onNodesChange = useCallback(
    (changes: NodeChange<Part>[]) => {
      for (const change of changes) {
        if (change.type !== 'position' || !change.position) continue
        const node = byId.get(change.id)
        if (node) onMove(node, change.position.x, change.position.y)
      }
    },
    [onMove, byId],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as Element).getAttribute('data-id')
    const node = id === null ? undefined : byId.get(id)
    if (node && isStep(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      focusNode(root.current, walk(graph, boxes, node.id, event.key))
    } else if (node && event.key === 'Enter') onSelect(node)
    else if (event.key === 'Escape' && selected !== null) onSelect(null)
    else onKey?.(event)
  }

  return (
    <div
      ref={root}
      className={style.canvas}
      data-far={far || undefined}
      data-draft={draft || undefined}
      style={zoomOf(zoom)}
      data-tool={props.tool}
    >
      <ReactFlow<Part>
        aria-label={text('canvas')}
        onKeyDown={onKeyDown}
        {...props.drop}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeClick={(_, { data }) => onSelect(data.node)}
        onNodeContextMenu={(event, { data }) => {
          if (!onMenu) return
          event.preventDefault()
          onMenu(data.node, menuPoint(event))
        }}
        onEdgeClick={(_, { id }) => props.onSelectWire?.(id)}
        onPaneClick={(event) => {
          onSelect(null)
          props.onPaneClick?.(event)
        }}
        onMoveStart={(event) => {
          // Only a hand on the camera stops it from following the graph.
          if (event) fit.release()
        }}
        {...(props.onConnect ? { onConnect: props.onConnect } : {})}
        onlyRenderVisibleElements={graph.nodes.length > culledFrom}
        nodesConnectable={draft}
        elementsSelectable
        edgesFocusable={draft}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={zoomMin}
        maxZoom={zoomMax}
        nodeDragThreshold={3}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--grid)" />
        {props.layers}
      </ReactFlow>
      <div className={style.narrator}>{props.children}</div>
      <ZoomControl onFit={fit.now} />
      {!draft && <Legend />}
    </div>
  )
}

function focusNode(root: Element | null, id: string | null): void {
  if (root === null || id === null) return
  root.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus()
}

/** Where the menu key was pressed there is no pointer: the menu opens at the node. */
function menuPoint(event: MouseEvent): { x: number; y: number } {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY }
  const box = event.currentTarget.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}

/** For texts that keep their size on the screen while the camera is far. */
const zoomOf = (zoom: number) => ({ '--zoom': Math.max(0.05, zoom) }) as CSSProperties
