import type { MessagePages } from '#core/engine/message-pages.ts'
import type { Queue } from './queue.ts'

/** Looks into a queue that change nothing. */

const cell = { ready: 1, redelivered: 2, unacked: 3, unackedAgain: 4 } as const

/** Slots of up to `max` ready messages from the head. */
export function headSlots(queue: Queue, pages: MessagePages, max: number): number[] {
  const slots: number[] = []
  for (let slot = queue.ready.head; slot >= 0 && slots.length < max; slot = pages.link(slot)) {
    slots.push(slot)
  }
  return slots
}

/** Ready messages from the head, then unacked ones, the oldest of which are those delivered before. Returns the cells written. */
export function writeCells(
  queue: Queue,
  pages: MessagePages,
  out: Uint8Array,
  offset: number,
  max: number,
): number {
  let written = 0
  for (let slot = queue.ready.head; slot >= 0 && written < max; slot = pages.link(slot)) {
    out[offset + written++] =
      pages.attempts(slot) > 0 || pages.isAgain(slot) ? cell.redelivered : cell.ready
  }
  const unacked = Math.min(queue.unacked, max - written)
  const again = Math.min(queue.unackedAgain, unacked)
  out.fill(cell.unackedAgain, offset + written, offset + written + again)
  out.fill(cell.unacked, offset + written + again, offset + written + unacked)
  return written + unacked
}
