import { type RefObject, useEffect, useRef } from 'react'
import { slotCells } from '#core/contract/frame.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { writeCount } from '#renderer/ui/number.ts'
import { mark, write } from './live.ts'
import style from './slots.module.css'
import { canvasText } from './text.ts'

export interface SlotsPicture {
  /** Unacked messages held, of `room` allowed; 0 allows any number. */
  readonly held: number
  readonly room: number
  /** Share of deliveries that are redeliveries. */
  readonly again: number
  /** Pairs of attempt and progress; null when only the numbers are known. */
  readonly slots: Uint8Array | null
}

const slotNumbers = Array.from({ length: slotCells }, (_, slot) => slot)

/** One box per prefetch slot; above eight, one bar. `draftSlots`: how many dashed ones a draft shows. */
export function Slots({
  draftSlots,
  paint,
}: {
  draftSlots: number | null
  paint: RefObject<(picture: SlotsPicture) => void>
}) {
  const text = useText(canvasText)
  const row = useRef<HTMLDivElement>(null)
  const label = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    paint.current = (picture) => {
      const { held, room, slots } = picture
      const asBar = slots === null || room === 0 || room > slotCells
      const full =
        room === 0
          ? text('unlimited', { held: writeCount(held) })
          : `${writeCount(held)}/${writeCount(room)}`
      mark(row.current, 'data-bar', asBar ? '' : null)
      write(label.current, full)
      const boxes = row.current?.children
      if (!boxes) return
      if (asBar) paintBar(boxes[slotCells] as HTMLElement, picture, full)
      else for (let at = 0; at < slotCells; at++) paintSlot(boxes[at]!, slots, at, at < room)
    }
  }, [paint, text])

  return (
    <div className={style.slotLine}>
      <div ref={row} className={style.slots} data-draft={draftSlots === null ? undefined : ''}>
        {slotNumbers.map((slot) => (
          <span
            key={slot}
            className={style.slot}
            hidden={draftSlots !== null && slot >= draftSlots}
          >
            <i />
            <b />
          </span>
        ))}
        <span className={style.occupancy}>
          <i className={style.held} />
          <i className={style.heldAgain} />
          <b />
        </span>
      </div>
      <span ref={label} className={style.slotCount} />
    </div>
  )
}

function paintSlot(slot: Element, slots: Uint8Array, at: number, open: boolean): void {
  const attempt = slots[2 * at] ?? 0
  const progress = slots[2 * at + 1] ?? 0
  mark(slot, 'hidden', open ? null : '')
  if (!open) return
  mark(slot, 'data-slot', attempt === 0 ? 'empty' : attempt > 1 ? 'again' : 'held')
  const [fill, number] = slot.children as unknown as [HTMLElement, HTMLElement]
  const width = `${Math.round((progress / 255) * 100)}%`
  if (fill.style.width !== width) fill.style.width = width
  write(number, attempt > 1 ? String(attempt) : '')
}

function paintBar(bar: HTMLElement, { held, room, again }: SlotsPicture, full: string): void {
  const share = room === 0 ? (held > 0 ? 1 : 0) : Math.min(1, held / room)
  const [fill, hatch, number] = bar.children as unknown as [HTMLElement, HTMLElement, HTMLElement]
  const redelivered = Math.min(1, Math.max(0, again)) * share
  fill.style.width = `${((share - redelivered) * 100).toFixed(1)}%`
  hatch.style.width = `${(redelivered * 100).toFixed(1)}%`
  write(number, full)
}
