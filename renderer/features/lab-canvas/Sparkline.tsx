import { useRef } from 'react'
import { sparklinePoints } from '#renderer/state/run-recent.ts'
import { mark, useLivePainter } from './live.ts'
import { sparkPaths } from './sparkline.ts'
import style from './tank.module.css'

const width = 78
const height = 18

/** The last minute somebody watched, of ready and unacked together. */
export function Sparkline({ queue }: { queue: string }) {
  const line = useRef<SVGPathElement>(null)
  const area = useRef<SVGPathElement>(null)
  useLivePainter(({ index, sparkline, detailed }) => {
    if (!detailed) return
    const at = index.of('queue', queue)
    if (at < 0) return
    const paths = sparkPaths(sparkline(at), width, height, sparklinePoints)
    mark(line.current, 'd', paths.line)
    mark(area.current, 'd', paths.area)
  })
  return (
    <svg className={style.spark} width={width} height={height} aria-hidden>
      <path ref={area} className={style.sparkArea} />
      <path ref={line} className={style.sparkLine} />
    </svg>
  )
}
