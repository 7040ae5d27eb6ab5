import { useReactFlow, useStore } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { useReducedMotion } from '#renderer/state/view.ts'
import { type Covers, cameraFor } from './camera.ts'
import type { Graph } from './graph.ts'
import type { Box } from './layout.ts'
import type { Size } from './node-size.ts'

/** How long the camera takes, in milliseconds; it jumps when motion is unwanted. */
export const cameraMs = 180
const nothing: Size = { width: 0, height: 0 }
/** Of a run. The narrator's sentences change; the camera does not follow them. */
const runCovers: Covers = {
  narrator: { width: 640, height: 66 },
  control: { width: 176, height: 48 },
  legend: { width: 336, height: 32 },
}
const draftCovers: Covers = { ...runCovers, narrator: nothing, legend: nothing }
/** What the palette of a draft covers at the left. */
const paletteWidth = 180

/**
 * Keeps a whole run in sight until a hand moves the camera; a draft is looked at as a whole once, when it opens. `now`
 * takes the camera back, `release` lets it go.
 */
export function useFit(graph: Graph, boxes: ReadonlyMap<string, Box>, draft: boolean) {
  const flow = useReactFlow()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const duration = useReducedMotion() ? 0 : cameraMs
  const following = useRef(true)
  const looked = useRef<string | null>(null)
  const newest = useRef({ graph, boxes })
  useEffect(() => {
    newest.current = { graph, boxes }
  }, [graph, boxes])

  const move = useCallback(
    (canvas: Size, durationMs: number) => {
      if (canvas.width === 0) return
      const left = draft ? paletteWidth : 0
      const room = { width: canvas.width - left, height: canvas.height }
      const covers = draft ? draftCovers : runCovers
      const { x, y, zoom } = cameraFor(newest.current.graph, newest.current.boxes, room, covers)
      void flow.setViewport({ x: x + left, y, zoom }, { duration: durationMs })
    },
    [flow, draft],
  )

  const nodes = graph.nodes.map(({ id }) => id).join('\n')
  useEffect(() => {
    const isOther = looked.current !== nodes
    const isFirst = looked.current === null
    if (width === 0) return
    looked.current = nodes
    if (draft && !isFirst) return
    if (isOther) following.current = true
    if (following.current) move({ width, height }, 0)
  }, [move, width, height, nodes, draft])

  return {
    now: () => {
      following.current = true
      move({ width, height }, duration)
    },
    release: () => {
      following.current = false
    },
  }
}
