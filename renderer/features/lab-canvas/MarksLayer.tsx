import { EdgeLabelRenderer, useStore } from '@xyflow/react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { onTick } from '#renderer/state/run.ts'
import { themeOf, useReducedMotion, useView } from '#renderer/state/view.ts'
import style from './canvas.module.css'
import type { MarksScene } from './marks-scene.ts'
import { type Palette, paletteOf } from './palette.ts'

/** At full speed. */
const bandsEveryMs = 90
/** Below this zoom marks would be specks: wires show their band, nothing travels. */
export const marksFromZoom = 0.6

/**
 * One canvas between wires and nodes for everything that moves. It lies still on the screen (the graph's transform is
 * taken back) and is redrawn once per animation frame while something moves, else when a frame or the camera asks.
 */
export function MarksLayer({ scene }: { scene: MarksScene }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const transform = useStore((state) => state.transform)
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const theme = useView(themeOf)
  const still = useReducedMotion()
  const palette = useRef<{ theme: string; colours: Palette } | null>(null)
  const camera = useRef({ transform, width, height, theme, still })

  const paint = useRef(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    // While one run gives way to the next, the layer may still hang in the graph that is leaving.
    if (!element?.isConnected || !context) return
    const now = camera.current
    if (palette.current?.theme !== now.theme) {
      palette.current = { theme: now.theme, colours: paletteOf(element) }
    }
    const dots = window.devicePixelRatio
    const [pixelsX, pixelsY] = [Math.round(now.width * dots), Math.round(now.height * dots)]
    if (element.width !== pixelsX || element.height !== pixelsY) {
      element.width = pixelsX
      element.height = pixelsY
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, pixelsX, pixelsY)
    }
    const [x, y, zoom] = now.transform
    context.setTransform(dots * zoom, 0, 0, dots * zoom, dots * x, dots * y)
    const moving = zoom >= marksFromZoom && !now.still
    scene.paint(context, performance.now(), palette.current.colours, moving)
  })

  useLayoutEffect(() => {
    camera.current = { transform, width, height, theme, still }
    paint.current()
  }, [transform, width, height, theme, still])

  useEffect(() => {
    let request = 0
    const draw = () => {
      request = 0
      paint.current()
      if (scene.moves()) request = requestAnimationFrame(draw)
    }
    let askedAtMs = Number.NEGATIVE_INFINITY
    const ask = () => {
      // Nothing travels at full speed, and bands that change ten times a second say as much as twenty times.
      const nowMs = performance.now()
      if (request !== 0 || (scene.rushes() && nowMs - askedAtMs < bandsEveryMs)) return
      askedAtMs = nowMs
      request = requestAnimationFrame(draw)
    }
    ask()
    const stop = onTick(ask)
    return () => {
      stop()
      cancelAnimationFrame(request)
    }
  }, [scene])

  const [x, y, zoom] = transform
  return (
    <EdgeLabelRenderer>
      <canvas
        ref={canvas}
        className={style.marks}
        aria-hidden
        style={{
          width,
          height,
          transform: `scale(${1 / zoom}) translate(${-x}px, ${-y}px)`,
        }}
      />
    </EdgeLabelRenderer>
  )
}
