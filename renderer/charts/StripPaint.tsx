import { useLayoutEffect, useRef } from 'react'
import { type TimeScale, xOf } from './geometry.ts'
import { runsOf, type StripSpec } from './strip-spec.ts'
import strip from './strips.module.css'

interface StripPaintProps {
  readonly strips: readonly StripSpec[]
  readonly timeUs: Float64Array
  readonly nowUs: () => number
  readonly timesMost: number
  readonly time: TimeScale
  readonly rowPx: number
  readonly top: number
  /** Registers what draws between two renders. */
  readonly onDraw: (draw: () => void) => () => void
}

/** Free pixels between two strips. */
const gapPx = 2
/** The usual level is not nothing: it is a tint. */
const tintLeast = 0.1

/** The strips themselves: one canvas, a rectangle per stretch of like shade. */
export function StripPaint(props: StripPaintProps) {
  const { strips, time, rowPx, top, onDraw } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const newest = useRef(props)
  useLayoutEffect(() => {
    newest.current = props
    if (canvas.current !== null) paint(canvas.current, props)
  })
  useLayoutEffect(
    () =>
      onDraw(() => {
        if (canvas.current !== null) paint(canvas.current, newest.current)
      }),
    [onDraw],
  )
  const [left, width, height] = [time.left, roomOf(time), strips.length * rowPx]
  return <canvas ref={canvas} className={strip.paint} style={{ left, top, width, height }} />
}

const roomOf = ({ width, left, right }: TimeScale) => Math.max(1, width - left - right)

function paint(canvas: HTMLCanvasElement, props: StripPaintProps): void {
  const { strips, timeUs, nowUs, timesMost, time, rowPx } = props
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const scale = window.devicePixelRatio
  const [wide, high] = [roomOf(time) * scale, strips.length * rowPx * scale].map(Math.round)
  if (canvas.width !== wide) canvas.width = wide!
  if (canvas.height !== high) canvas.height = high!
  // The tokens follow the theme, so they are read each time.
  const look = getComputedStyle(canvas)
  const [bed, tone] = [look.getPropertyValue('--bg-sunken'), look.getPropertyValue('--ready')]
  pen.clearRect(0, 0, wide!, high!)
  // Whole pixels: neighbours must neither overlap nor leave a seam.
  const pixelOf = (atUs: number) => Math.round((xOf(time, atUs) - time.left) * scale)
  const endX = pixelOf(nowUs())
  const thick = Math.round((rowPx - gapPx) * scale)
  strips.forEach((one, row) => {
    const y = Math.round((row * rowPx + gapPx / 2) * scale)
    pen.globalAlpha = 1
    pen.fillStyle = bed!
    pen.fillRect(0, y, endX, thick)
    pen.fillStyle = tone!
    const runs = runsOf(one, timesMost)
    runs.forEach(({ from, shade }, at) => {
      const next = runs[at + 1]
      const x = pixelOf(timeUs[from]!)
      const to = next === undefined ? endX : pixelOf(timeUs[next.from]!)
      pen.globalAlpha = tintLeast + (1 - tintLeast) * shade
      pen.fillRect(x, y, Math.max(0, to - x), thick)
    })
  })
}
