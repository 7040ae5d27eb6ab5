import { type RefObject, useRef } from 'react'
import { slotCells } from '#core/contract/frame.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writePercent, writeRate } from '#renderer/ui/number.ts'
import { type LivePicture, mark, useLivePainter, write } from './live.ts'
import style from './nodes.module.css'
import type { PartData } from './part.ts'
import { Slots, type SlotsPicture } from './Slots.tsx'
import { canvasText } from './text.ts'

/** Busy share, prefetch slots or an occupancy bar, and what comes in, is acked and comes back. */
export function ConsumerNode({ data }: { data: PartData }) {
  const { node, consumer, draft } = data
  const text = useText(canvasText)
  const root = useRef<HTMLDivElement>(null)
  const busy = useRef<HTMLSpanElement>(null)
  const isSole = data.isSole
  const paintSlots = useRef<(picture: SlotsPicture) => void>(() => {})
  const settled: Settled = {
    in: useRef<HTMLElement>(null),
    acked: useRef<HTMLElement>(null),
    again: useRef<HTMLElement>(null),
  }

  useLivePainter((picture) => {
    const { frame, rates, index, detailed } = picture
    const members = index.members(node)
    let up = 0
    let held = 0
    let room = 0
    let busyShare = 0
    let served = 0
    let subscribed = 0
    for (const at of members) {
      held += frame.consumer(at, 'unacked')
      room += frame.consumer(at, 'prefetch')
      const state = frame.consumer(at, 'state')
      if (state === 1) continue
      up++
      if (state === 0) subscribed++
      served += frame.consumer(at, 'served')
      busyShare += rates.busy(at)
    }
    mark(root.current, 'data-down', up === 0 ? '' : null)
    write(
      busy.current,
      stateWord(text, { up, subscribed, served, isSole }, `${writePercent(busyShare / up)} %`),
    )
    if (!detailed) return
    const again = total(picture, members, 'redelivered')
    paintSlots.current({
      held,
      room,
      again: again / Math.max(1e-9, total(picture, members, 'delivered')),
      slots: members.length === 1 ? frame.slots(members[0]!) : null,
    })
    paintSettled(settled, picture, members)
  })

  const slots = draft ? Math.min(slotCells, consumer?.prefetch || slotCells) : null
  return (
    <div ref={root} className={style.consumer}>
      <div className={style.line}>
        <span className={style.name}>{node.name}</span>
        {node.members.length > 1 && (
          <span className={style.kind}>{text('replicas', { count: node.members.length })}</span>
        )}
        <span ref={busy} className={style.aside} />
      </div>
      <Slots draftSlots={slots} paint={paintSlots} />
      {!draft && <SettledLine settled={settled} />}
    </div>
  )
}

interface Standing {
  readonly up: number
  readonly subscribed: number
  readonly served: number
  readonly isSole: boolean
}

/** How it stands with the broker, and how busy it is. */
function stateWord(
  text: Say<(typeof canvasText)['en']>,
  { up, subscribed, served, isSole }: Standing,
  share: string,
): string {
  if (up === 0) return text('down')
  if (subscribed === 0) return text('unsubscribed')
  if (!isSole) return text('busy', { share })
  return served > 0 ? text('active', { share }) : text('standsBy')
}

interface Settled {
  readonly in: RefObject<HTMLElement | null>
  readonly acked: RefObject<HTMLElement | null>
  readonly again: RefObject<HTMLElement | null>
}

function SettledLine({ settled }: { settled: Settled }) {
  const text = useText(canvasText)
  return (
    <div className={style.foot}>
      <span>
        <b ref={settled.in} /> {text('inRate')}
      </span>
      <span className={style.ackedRate}>
        <Mark of="acked" size={11} />
        <b ref={settled.acked} />
      </span>
      <span className={style.againRate} data-optional hidden>
        <Mark of="redelivered" size={11} />
        <b ref={settled.again} />
      </span>
    </div>
  )
}

function paintSettled(settled: Settled, picture: LivePicture, members: readonly number[]): void {
  write(settled.in.current, writeRate(total(picture, members, 'delivered')))
  write(settled.acked.current, writeRate(total(picture, members, 'acked')))
  const again = total(picture, members, 'redelivered')
  write(settled.again.current, writeRate(again))
  const label = settled.again.current?.parentElement
  if (label) label.hidden = !(again >= 0.05) && !everAgain(picture, members)
}

const everAgain = ({ frame }: LivePicture, members: readonly number[]) =>
  members.some((at) => frame.consumer(at, 'redelivered') > 0)

function total(
  { rates }: LivePicture,
  members: readonly number[],
  field: 'delivered' | 'acked' | 'redelivered',
): number {
  let sum = 0
  for (const at of members) sum += rates.consumer(at, field)
  return sum
}
