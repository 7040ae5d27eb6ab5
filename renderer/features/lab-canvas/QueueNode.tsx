import { type RefObject, useRef } from 'react'
import type { QueueSpec } from '#core/model/topology.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { measureDuration, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import { measureAge } from './age.ts'
import { type LivePicture, useLivePainter, write } from './live.ts'
import { utilisation } from './load.ts'
import style from './nodes.module.css'
import type { PartData } from './part.ts'
import { Sparkline } from './Sparkline.tsx'
import { Tank } from './Tank.tsx'
import { canvasText } from './text.ts'

/** Name, type, a minute of depth; the tank; the counts; what limits it and how loaded its consumers are. */
export function QueueNode({ data }: { data: PartData }) {
  const { node, queue, size, draft } = data
  const text = useText(canvasText)
  const scale = useRef<HTMLSpanElement>(null)
  const ready = useRef<HTMLElement>(null)
  const unacked = useRef<HTMLElement>(null)
  const lead = useRef<HTMLSpanElement>(null)
  const isLog = queue?.type === 'stream'
  const foot: Foot = {
    oldest: useRef<HTMLElement>(null),
    load: useRef<HTMLElement>(null),
    dropped: useRef<HTMLElement>(null),
  }

  useLivePainter((picture) => {
    const { frame, index } = picture
    const at = index.of('queue', node.name)
    if (at < 0) return
    write(lead.current, leadWords(text, frame.queue(at, 'leader')))
    write(ready.current, writeCount(frame.queue(at, 'ready')))
    write(unacked.current, writeCount(frame.queue(at, 'unacked')))
    if (picture.detailed) paintFoot(foot, picture, at, data)
  })

  return (
    <div className={style.queue}>
      <div className={style.line}>
        <span className={style.name}>{node.name}</span>
        <span className={style.kind}>
          {queue?.type}
          <span ref={lead} />
        </span>
        {!draft && <Sparkline queue={node.name} />}
      </div>
      <Tank data={data} width={size.width - 30} scaleText={scale} />
      {!draft && (
        <div className={style.counts}>
          <Mark of="ready" />
          <b ref={ready} />
          <span className={style.readyWord}>{text(isLog ? 'retained' : 'ready')}</span>
          <Mark of="unacked" />
          <b ref={unacked} />
          <span className={style.unackedWord}>{text(isLog ? 'readsUnacked' : 'unacked')}</span>
          <span ref={scale} className={style.aside} />
        </div>
      )}
      <FootLine foot={foot} queue={queue} draft={draft} />
    </div>
  )
}

/** Which node leads it, behind its type; nothing of a queue that has no leader to have. */
const leadWords = (text: Say<(typeof canvasText)['en']>, leader: number): string =>
  Number.isNaN(leader) ? '' : leader === 0 ? text('leaderless') : text('leader', { node: leader })

interface Foot {
  readonly oldest: RefObject<HTMLElement | null>
  readonly load: RefObject<HTMLElement | null>
  readonly dropped: RefObject<HTMLElement | null>
}

function FootLine({ foot, queue, draft }: { foot: Foot; queue: QueueSpec | null; draft: boolean }) {
  const text = useText(canvasText)
  const limit = queue?.arguments.maxLength ?? null
  const ttl = queue?.arguments.messageTtlMs ?? null
  return (
    <div className={style.foot}>
      {draft && <span>{text('empty')}</span>}
      <span data-optional hidden>
        {text.rich('oldest', { age: <b ref={foot.oldest} /> })}
      </span>
      {limit !== null && <span>{text.rich('limit', { limit: <b>{writeCount(limit)}</b> })}</span>}
      {ttl !== null && (
        <span>{text.rich('ttl', { ttl: <b>{writeMeasure(measureDuration(ttl * 1000))}</b> })}</span>
      )}
      <span data-optional hidden>
        {text.rich(queue?.type === 'stream' ? 'trimmed' : 'dropped', {
          number: <b ref={foot.dropped} />,
        })}
      </span>
      <span data-optional hidden>
        ρ <b ref={foot.load} />
      </span>
    </div>
  )
}

function paintFoot(foot: Foot, picture: LivePicture, queue: number, data: PartData): void {
  const { frame, index } = picture
  const sinceUs = frame.queue(queue, 'oldestUs')
  show(
    foot.oldest,
    Number.isNaN(sinceUs) ? null : writeMeasure(measureAge(Math.max(0, frame.nowUs - sinceUs))),
  )
  const gone = frame.queue(queue, 'dropped') + frame.queue(queue, 'expired')
  show(foot.dropped, gone > 0 ? writeCount(gone) : null)
  const consumers = index.members({ kind: 'consumer', members: data.consumers })
  const load = utilisation(picture, queue, consumers, data.queue?.type === 'stream')
  show(foot.load, load === null ? null : load.toFixed(2))
}

/** Writes a value of the foot, or hides its label with it. */
function show({ current }: RefObject<HTMLElement | null>, value: string | null): void {
  const label = current?.closest<HTMLElement>('[data-optional]')
  if (!current || !label) return
  if (label.hidden !== (value === null)) label.hidden = value === null
  if (value !== null) write(current, value)
}
