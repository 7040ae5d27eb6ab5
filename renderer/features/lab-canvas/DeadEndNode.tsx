import { useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { crossesOf, crossHeight } from './crosses.ts'
import { mark, useLivePainter, write } from './live.ts'
import style from './nodes.module.css'
import type { PartData } from './part.ts'
import tank from './tank.module.css'
import { canvasText } from './text.ts'

/** A dead-letter queue: a row of crosses instead of a tank, and whether anybody takes them. */
export function DeadEndNode({ data }: { data: PartData }) {
  const { node, queue, size, draft, consumers } = data
  const text = useText(canvasText)
  const row = useRef<SVGPathElement>(null)
  const total = useRef<HTMLElement>(null)
  const scale = useRef<HTMLSpanElement>(null)
  const every = useRef(1)
  const width = size.width - 30

  useLivePainter(({ frame, index }) => {
    const at = index.of('queue', node.name)
    if (at < 0) return
    if (at < 0) return
    const letters = frame.queue(at, 'ready') + frame.queue(at, 'unacked')
    const crosses = crossesOf(letters, width - 8, every.current)
    every.current = crosses.every
    mark(row.current, 'd', crosses.path)
    write(total.current, writeCount(letters))
    write(
      scale.current,
      crosses.every > 1 ? text('markIs', { every: writeCount(crosses.every) }) : '',
    )
  })

  return (
    <div className={style.queue}>
      <div className={style.line}>
        <span className={style.name}>{node.name}</span>
        <span className={style.kind}>
          {consumers.length === 0 ? text('noConsumer') : queue?.type}
        </span>
      </div>
      <svg className={tank.tank} width={width} height={crossHeight + 12} aria-hidden>
        <path ref={row} className={tank.crosses} transform="translate(4 6)" />
      </svg>
      {!draft && (
        <div className={style.counts}>
          <Mark of="dead" />
          <b ref={total} />
          <span className={style.deadWord}>{text('deadLetters')}</span>
          <span ref={scale} className={style.aside} />
        </div>
      )}
    </div>
  )
}
