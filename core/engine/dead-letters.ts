import type { MessagePages } from './message-pages.ts'

/**
 * Dead letters on their way, in the order they died, linked through their slots. They travel when the verb that killed
 * them is done: a full queue may displace a message into another full queue and so on, and that chain must be a loop, not
 * a recursion.
 */
export class DeadLetters {
  #head = -1
  #tail = -1

  isEmpty(): boolean {
    return this.#head < 0
  }

  add(pages: MessagePages, slot: number, reason: number): void {
    pages.setOrder(slot, reason)
    pages.setLink(slot, -1)
    if (this.#tail < 0) this.#head = slot
    else pages.setLink(this.#tail, slot)
    this.#tail = slot
  }

  /** One that is on its way is let go of by its queue. */
  remove(pages: MessagePages, slot: number): void {
    let before = -1
    for (let at = this.#head; at >= 0; at = pages.link(at)) {
      if (at === slot) {
        if (before < 0) this.#head = pages.link(slot)
        else pages.setLink(before, pages.link(slot))
        if (this.#tail === slot) this.#tail = before
        return
      }
      before = at
    }
  }

  take(pages: MessagePages): number {
    const slot = this.#head
    this.#head = pages.link(slot)
    if (this.#head < 0) this.#tail = -1
    return slot
  }
}
