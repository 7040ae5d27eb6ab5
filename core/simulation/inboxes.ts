/**
 * Deliveries that consumers hold and do not work on yet, each consumer's in delivery order. All lists live in one set of
 * columns: a ring of its own for every consumer would spread a hundred of them over more memory than the first cache holds.
 */
const end = -1

/** The list of one consumer: place of its oldest and newest delivery; `oldest` is -1 while there is none. */
export interface Inbox {
  oldest: number
  newest: number
}

export class Inboxes {
  #next = new Int32Array(256)
  #notes = new Int32Array(256)
  /** Delivery tags count up for the life of a channel: they outgrow 32 bits. */
  #tags = new Float64Array(256)
  #free = end
  #used = 0

  push(inbox: Inbox, tag: number, note: number): void {
    let place = this.#free
    if (place !== end) this.#free = this.#next[place]!
    else {
      place = this.#used
      this.#used += 1
      if (place === this.#next.length) this.#grow()
    }
    this.#tags[place] = tag
    this.#notes[place] = note
    this.#next[place] = end
    if (inbox.oldest === end) inbox.oldest = place
    else this.#next[inbox.newest] = place
    inbox.newest = place
  }

  isEmpty(inbox: Inbox): boolean {
    return inbox.oldest === end
  }

  /** Of the oldest delivery. */
  tag({ oldest }: Inbox): number {
    return this.#tags[oldest]!
  }

  note({ oldest }: Inbox): number {
    return this.#notes[oldest]!
  }

  /** Takes the oldest delivery off, once it was read. */
  shift(inbox: Inbox): void {
    const place = inbox.oldest
    inbox.oldest = this.#next[place]!
    this.#next[place] = this.#free
    this.#free = place
  }

  clear(inbox: Inbox): void {
    while (inbox.oldest !== end) this.shift(inbox)
  }

  /** Notes of the first `max` deliveries, oldest first. */
  notes(inbox: Inbox, max: number): number[] {
    const notes: number[] = []
    for (let at = inbox.oldest; at !== end && notes.length < max; at = this.#next[at]!)
      notes.push(this.#notes[at]!)
    return notes
  }

  #grow(): void {
    const size = this.#next.length * 2
    const next = new Int32Array(size)
    const notes = new Int32Array(size)
    const tags = new Float64Array(size)
    next.set(this.#next)
    notes.set(this.#notes)
    tags.set(this.#tags)
    this.#next = next
    this.#notes = notes
    this.#tags = tags
  }
}
