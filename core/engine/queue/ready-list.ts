import type { MessagePages } from '#core/engine/message-pages.ts'

/** The ready messages of a queue in enqueue order, linked through their slots. */
export class ReadyList {
  head = -1
  tail = -1
  count = 0
  /** Latest slot put back, while it is still here: messages mostly come back in order, so the next belongs behind it. */
  #returned = -1

  /** Takes a slot whose link is -1, as `allocate` leaves it. */
  append(pages: MessagePages, slot: number): void {
    if (this.tail < 0) this.head = slot
    else pages.setLink(this.tail, slot)
    this.tail = slot
    this.count++
  }

  takeHead(pages: MessagePages): number {
    const slot = this.head
    this.headLeaves(pages.link(slot))
    return slot
  }

  /** The head leaves and `next`, its link, takes its place. */
  headLeaves(next: number): void {
    if (this.head === this.#returned) this.#returned = -1
    this.head = next
    if (next < 0) this.tail = -1
    this.count--
  }

  /** Puts a message back where its enqueue order says. [RabbitMQ: requeueing keeps the original position] */
  putBack(pages: MessagePages, slot: number): void {
    const order = pages.order(slot)
    this.count++
    if (this.head < 0 || isBefore(order, pages.order(this.head))) {
      pages.setLink(slot, this.head)
      if (this.head < 0) this.tail = slot
      this.head = slot
    } else {
      const hint = this.#returned
      let at = hint >= 0 && isBefore(pages.order(hint), order) ? hint : this.head
      let next = pages.link(at)
      while (next >= 0 && isBefore(pages.order(next), order)) {
        at = next
        next = pages.link(at)
      }
      pages.setLink(at, slot)
      pages.setLink(slot, next)
      if (next < 0) this.tail = slot
    }
    this.#returned = slot
  }
}

/** Orders are 32-bit counters that wrap; what is compared is never 2^31 apart. */
function isBefore(order: number, other: number): boolean {
  return ((order - other) | 0) < 0
}
