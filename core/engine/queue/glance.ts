import type { MessagePages } from '#core/engine/message-pages.ts'
import type { Queue } from './queue.ts'
import type { Shelves } from './shelves.ts'

/** Looks into a queue that change nothing. */

const cell = { ready: 1, redelivered: 2, unacked: 3, unackedAgain: 4 } as const

/** Slots of up to `max` ready messages from the head. */
export function headSlots(queue: Queue, pages: MessagePages, max: number): number[] {
  if (queue.shelves !== null) return shelvedSlots(queue.shelves, pages, max)
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
  const first = queue.shelves === null ? queue.ready.head : -1
  for (const slot of queue.shelves === null ? [] : shelvedSlots(queue.shelves, pages, max)) {
    out[offset + written++] = cellOf(pages, slot)
  }
  for (let slot = first; slot >= 0 && written < max; slot = pages.link(slot)) {
    out[offset + written++] = cellOf(pages, slot)
  }
  const unacked = Math.min(queue.unacked, max - written)
  const again = Math.min(queue.unackedAgain, unacked)
  out.fill(cell.unackedAgain, offset + written, offset + written + again)
  out.fill(cell.unacked, offset + written + again, offset + written + unacked)
  return written + unacked
}

function cellOf(pages: MessagePages, slot: number): number {
  return pages.attempts(slot) > 0 || pages.isAgain(slot) ? cell.redelivered : cell.ready
}

/** Returns first, then level by level from the highest. Two levels that share take turns, which is not shown. */
function shelvedSlots(shelves: Shelves, pages: MessagePages, max: number): number[] {
  const slots: number[] = []
  for (const list of shelves.lists) {
    for (let slot = list.head; slot >= 0 && slots.length < max; slot = pages.link(slot)) {
      slots.push(slot)
    }
  }
  return slots
}
