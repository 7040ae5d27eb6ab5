import { useReactFlow, useStore } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useReducedMotion } from '#renderer/state/view.ts'
import { zoomMin } from './camera.ts'
import type { Box } from './layout.ts'
import type { Size } from './node-size.ts'
import { cameraMs } from './use-fit.ts'

/** Room for the narrator above and the controls below. */
const above = 78
const below = 56
const aside = 24

/** What of the canvas is free for the graph; zero before it is measured. */
export function useRoom(): Size {
  const width = useStore((state) => Math.max(0, state.width - 2 * aside))
  const height = useStore((state) => Math.max(0, state.height - above - below))
  return useMemo(() => ({ width, height }), [width, height])
}

/** Keeps all boxes in sight until a hand moves the camera; `now` takes it back, `release` lets it go. */
export function useWholeView(boxes: ReadonlyMap<string, Box>) {
  const flow = useReactFlow()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const duration = useReducedMotion() ? 0 : cameraMs
  const following = useRef(true)
  const move = useCallback(
    (durationMs: number) => {
      const all = [...boxes.values()]
      if (width === 0 || all.length === 0) return
      const left = Math.min(...all.map(({ x }) => x))
      const top = Math.min(...all.map(({ y }) => y))
      const spanX = Math.max(...all.map((box) => box.x + box.width)) - left
      const spanY = Math.max(...all.map((box) => box.y + box.height)) - top
      const roomX = width - 2 * aside
      const roomY = height - above - below
      const zoom = Math.max(zoomMin, Math.min(1, roomX / spanX, roomY / spanY))
      void flow.setViewport(
        {
          x: aside + (roomX - spanX * zoom) / 2 - left * zoom,
          y: above + (roomY - spanY * zoom) / 2 - top * zoom,
          zoom,
        },
        { duration: durationMs },
      )
    },
    [flow, boxes, width, height],
  )
  useEffect(() => {
    if (following.current) move(0)
  }, [move])
  return {
    now: () => {
      following.current = true
      move(duration)
    },
    release: () => {
      following.current = false
    },
  }
}
