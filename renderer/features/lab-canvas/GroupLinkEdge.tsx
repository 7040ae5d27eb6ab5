import { type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo, useContext, useRef } from 'react'
import { writeRate } from '#renderer/ui/number.ts'
import { linkWidth } from './group-layout.ts'
import { GroupContext } from './group-live.ts'
import style from './groups.module.css'
import { usePainter, write } from './live.ts'
import { type Curve, cubicPoint, svgPath } from './wire-curve.ts'
import type { WireMeter } from './wire-meter.ts'

export interface LinkData extends Record<string, unknown> {
  readonly curve: Curve
  readonly meters: readonly WireMeter[]
}

export type LinkEdge = Edge<LinkData, 'link'>

/** One wire per pair of groups: width log rate, rate on it. */
export const GroupLinkEdge = memo(function GroupLinkEdge({ data }: EdgeProps<LinkEdge>) {
  const path = useRef<SVGPathElement>(null)
  const label = useRef<HTMLSpanElement>(null)
  usePainter(useContext(GroupContext), ({ rates }) => {
    const perSecond = (data?.meters ?? []).reduce((sum, meter) => sum + meter.out(rates), 0)
    const width = linkWidth(perSecond).toFixed(2)
    if (path.current && path.current.style.strokeWidth !== width)
      path.current.style.strokeWidth = width
    write(label.current, perSecond >= 0.05 ? `${writeRate(perSecond)} /s` : '')
  })
  if (!data) return null
  const middle = cubicPoint(data.curve, 0.5)
  return (
    <>
      <path ref={path} className={style.link} d={svgPath(data.curve)} />
      <EdgeLabelRenderer>
        <span
          ref={label}
          className={style.linkRate}
          style={{ transform: `translate(${middle.x}px, ${middle.y}px) translate(-50%, -50%)` }}
        />
      </EdgeLabelRenderer>
    </>
  )
})
