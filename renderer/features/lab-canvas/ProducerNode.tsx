import { useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { writeRate } from '#renderer/ui/number.ts'
import { mark, useLivePainter, write } from './live.ts'
import style from './nodes.module.css'
import type { PartData } from './part.ts'
import { canvasText } from './text.ts'

/** Name, λ and law. The rate is the one asked for; what was really published is on the wire. */
export function ProducerNode({ data }: { data: PartData }) {
  const { node, producer, narrow } = data
  const text = useText(canvasText)
  const lambda = useRef<HTMLSpanElement>(null)
  const state = useRef<HTMLSpanElement>(null)
  const law = producer ? text(producer.arrivals.law) : ''

  useLivePainter(({ frame, index }) => {
    let asked = 0
    let stopped = 0
    let blocked = 0
    let why: 'blocked' | 'alarmed' | 'away' = 'blocked'
    const members = index.members(node)
    for (const at of members) {
      asked += frame.producer(at, 'ratePerSecond')
      if (frame.producer(at, 'state') === 1) stopped++
      const state = frame.producer(at, 'state')
      if (state >= 2) blocked++
      if (state > 2) why = state === 3 ? 'alarmed' : 'away'
    }
    write(lambda.current, writeRate(asked))
    const said =
      stopped === members.length ? text('stopped') : blocked > 0 ? text(why) : narrow ? '' : law
    write(state.current, said)
    mark(state.current, 'data-blocked', blocked > 0 && stopped < members.length ? '' : null)
  })

  return (
    <div className={style.producer}>
      <div className={style.line}>
        <span className={style.name}>{node.name}</span>
        {node.members.length > 1 && (
          <span className={style.aside}>{text('replicas', { count: node.members.length })}</span>
        )}
      </div>
      <div className={`${style.line} ${style.fine}`}>
        <span>
          <i className={style.symbol}>λ</i> {data.draft && writeRate(draftRate(data))}
          <span ref={lambda} /> /s
        </span>
        <span ref={state} className={style.aside}>
          {data.draft ? law : null}
        </span>
      </div>
    </div>
  )
}

const draftRate = ({ producer, node }: PartData) =>
  (producer?.arrivals.ratePerSecond ?? 0) * node.members.length
