import { type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { useFlowPainter } from './flows.ts'
import type { GraphWire } from './graph.ts'
import { mark, write } from './live.ts'
import { canvasText } from './text.ts'
import { cubicPoint, svgPath } from './wire-curve.ts'
import type { WirePlace } from './wire-places.ts'
import style from './wires.module.css'

export interface WireData extends Record<string, unknown> {
  readonly wire: GraphWire
  readonly place: WirePlace
  /** A draft shows keys where a run shows rates. */
  readonly draft: boolean
}

export type Wire = Edge<WireData, 'wire'>

/** The wire itself and its plate. What moves on it is drawn by the marks layer. */
export const WireEdge = memo(function WireEdge({ data, selected }: EdgeProps<Wire>) {
  const text = useText(canvasText)
  const lanes = useRef<SVGGElement>(null)
  const rateText = useRef<HTMLSpanElement>(null)
  const ratioText = useRef<HTMLSpanElement>(null)
  const wire = data?.wire
  useFlowPainter(wire?.id ?? '', (flow) => {
    mark(lanes.current, 'data-flow', flow.mode)
    write(rateText.current, flow.label)
    write(ratioText.current, flow.every > 1 ? text('oneIn', { every: flow.every }) : '')
  })
  if (!data || !wire) return null
  const { place, draft } = data
  const middle = cubicPoint(place.out, 0.5)
  const across = wire.kind !== 'dead'
  const rise = place.out.from.y - place.out.to.y
  return (
    <>
      <g
        ref={lanes}
        className={style.wire}
        data-kind={wire.kind}
        data-selected={selected || undefined}
      >
        <path className={style.grip} d={svgPath(place.out)} />
        <path className={style.out} d={svgPath(place.out)} />
        {place.back && <path className={style.back} d={svgPath(place.back)} />}
      </g>
      <EdgeLabelRenderer>
        <div
          className={style.plate}
          data-kind={wire.kind}
          data-draft={draft || undefined}
          data-steep={
            wire.kind === 'deliver' && Math.abs(rise) > 60 ? (rise > 0 ? 'up' : 'down') : undefined
          }
          style={{ transform: `translate(${middle.x}px, ${middle.y}px)` }}
        >
          {draft ? (
            wire.kind !== 'publish' && wire.kind !== 'deliver' && <code>{keysOf(wire)}</code>
          ) : (
            <>
              <span ref={rateText} className={across ? style.above : style.beside} />
              <span ref={ratioText} className={across ? style.below : style.besideBelow} />
            </>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  )
})

/** A dead-letter route to a queue goes over the default exchange, and says so as the file does. */
const keysOf = ({ kind, to, keys }: GraphWire) =>
  `${kind === 'dead' && to.startsWith('queue:') ? '"" ' : ''}${keys.map(shown).join(', ')}`

/** An empty key is written as the quotes it has in a file. */
const shown = (key: string) => (key === '' ? '""' : key)
