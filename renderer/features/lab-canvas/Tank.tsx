import { type RefObject, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { writeCount } from '#renderer/ui/number.ts'
import { mark, useLivePainter, write } from './live.ts'
import type { PartData } from './part.ts'
import style from './tank.module.css'
import { cellHeight, decadesOf, drawTank, shortCount } from './tank.ts'
import { canvasText } from './text.ts'

const padding = 4
/** Of the empty tank of a draft. */
const draftHeight = 21
const decadesMax = 7
const decades = Array.from({ length: decadesMax }, (_, decade) => decade)
/** Share of a log bar that shows what is unacked. */
const unackedShare = 0.2

/** The tank itself. What one cell stands for is written to `scaleText`, beside the counts. */
export function Tank({
  data,
  width,
  scaleText,
}: {
  data: PartData
  width: number
  scaleText: RefObject<HTMLSpanElement | null>
}) {
  const { node, queue } = data
  const text = useText(canvasText)
  const svg = useRef<SVGSVGElement>(null)
  const every = useRef(1)
  const inside = width - 2 * padding
  const limit = queue?.arguments.maxLength ?? null

  useLivePainter(({ frame, index }) => {
    const root = svg.current
    const at = index.of('queue', node.name)
    // A node may outlive its run by one picture.
    if (!root || at < 0) return
    if (at < 0) return
    const ready = frame.queue(at, 'ready')
    const unacked = frame.queue(at, 'unacked')
    const picture = drawTank(
      { ready, unacked, cells: frame.tank(at), limit },
      inside,
      every.current,
    )
    every.current = picture.every
    const isLog = picture.scale === 'log'
    mark(root, 'data-scale', picture.scale)
    const [cells, bars] = root.children as unknown as readonly [Element, Element]
    if (isLog) paintDecades(bars, inside, ready, unacked)
    else {
      const [solid, again, hollow, hollowAgain, needle, wall] = cells.children
      mark(solid!, 'd', picture.ready)
      mark(again!, 'd', picture.redelivered)
      mark(hollow!, 'd', picture.unacked)
      mark(hollowAgain!, 'd', picture.unackedRedelivered)
      mark(needle!, 'transform', `translate(${picture.needle} 0)`)
      mark(needle!, 'display', unacked > 0 ? null : 'none')
      mark(wall!, 'transform', `translate(${picture.wall ?? 0} 0)`)
      mark(wall!, 'display', picture.wall === null ? 'none' : null)
    }
    write(
      scaleText.current,
      isLog
        ? text('log')
        : picture.every > 1
          ? text('cell', { every: writeCount(picture.every) })
          : text('head'),
    )
  })

  return (
    <svg
      ref={svg}
      className={style.tank}
      width={width}
      height={data.draft ? draftHeight : cellHeight + 2 * padding}
      aria-hidden
    >
      <g transform={`translate(${padding} ${padding})`} className={style.cells}>
        <path className={style.cellReady} />
        <path className={style.cellRedelivered} />
        <path className={style.cellUnacked} />
        <path className={style.cellUnackedAgain} />
        <path className={style.needle} d={`M0 -3V${cellHeight + 3}`} display="none" />
        <path className={style.wall} d={`M0 -${padding}V${cellHeight + padding}`} display="none" />
      </g>
      <g transform={`translate(${padding} ${padding})`} className={style.decades}>
        {decades.map((decade) => (
          <g key={decade}>
            <rect className={style.decadeBed} height={cellHeight} rx={1.2} />
            <rect className={style.decadeFull} height={cellHeight} rx={1.2} />
            <text y={cellHeight / 2} />
          </g>
        ))}
        <path className={style.needle} d={`M0 -3V${cellHeight + 3}`} />
        <g>
          <rect className={style.decadeUnacked} height={cellHeight - 1.5} y={0.75} rx={1.2} />
          <text y={cellHeight / 2} />
        </g>
      </g>
    </svg>
  )
}

function paintDecades(root: Element, width: number, ready: number, unacked: number): void {
  const unackedWidth = unacked > 0 ? Math.round(width * unackedShare) : 0
  const filled = decadesOf(ready)
  const room = width - (unackedWidth > 0 ? unackedWidth + 8 : 0)
  const pitch = room / filled.length
  for (let at = 0; at < decadesMax; at++) {
    const [bed, full, label] = root.children[at]!.children as unknown as [Element, Element, Element]
    const decade = filled[at]
    mark(root.children[at]!, 'display', decade ? null : 'none')
    if (!decade) continue
    const left = room - (at + 1) * pitch
    const solid = (pitch - 1.5) * decade.filled
    mark(bed, 'x', left.toFixed(1))
    mark(bed, 'width', (pitch - 1.5).toFixed(1))
    mark(full, 'x', (left + pitch - 1.5 - solid).toFixed(1))
    mark(full, 'width', solid.toFixed(1))
    mark(label, 'x', (left + pitch / 2 - 0.75).toFixed(1))
    mark(label, 'data-over', decade.filled > 0.55 ? 'full' : 'bed')
    write(label, decade.filled > 0 && decade.filled < 0.99 ? '' : decade.label)
  }
  const [needle, box] = [root.children[decadesMax]!, root.children[decadesMax + 1]!]
  mark(needle, 'transform', `translate(${room + 3} 0)`)
  mark(needle, 'display', unackedWidth > 0 ? null : 'none')
  mark(box, 'display', unackedWidth > 0 ? null : 'none')
  const [rect, label] = box.children as unknown as [Element, Element]
  mark(rect, 'x', String(width - unackedWidth + 0.75))
  mark(rect, 'width', String(Math.max(0, unackedWidth - 1.5)))
  mark(label, 'x', String(width - unackedWidth / 2))
  write(label, shortCount(unacked))
}
