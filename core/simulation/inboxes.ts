/**
 * Deliveries that consumers hold and do not work on yet, each consumer's in delivery order. All lists live in one array of pairs
 * (place of the next, note): a ring of its own for every consumer would spread a hundred of them over more memory than the
 * first cache holds. Tags are not kept: a channel counts them up, so what waits follows the work in hand.
 */
const end = -1

/** The list of one consumer: place of its oldest and newest delivery; `oldest` is -1 while there is none. */
export interface Inbox {
  oldest: number
  newest: number
}

export class Inboxes {
  /** A place begins at a multiple of two, so `|` adds; unlike `+` it cannot overflow, and nothing has to check that. */
  #pairs = new Int32Array(512)
  #free = end
  #used = 0

  push(inbox: Inbox, note: number): void {
    let place = this.#free
    if (place === end) place = this.#fresh()
    const pairs = this.#pairs
    this.#free = pairs[place]!
    pairs[place] = end
    pairs[place | 1] = note
    if (inbox.oldest === end) inbox.oldest = place
    else pairs[inbox.newest] = place
    inbox.newest = place
  }

  isEmpty(inbox: Inbox): boolean {
    return inbox.oldest === end
  }

  /** Takes the oldest delivery off and returns its note. Only while there is one. */
  shift(inbox: Inbox): number {
    const pairs = this.#pairs
    const place = inbox.oldest
    inbox.oldest = pairs[place]!
    pairs[place] = this.#free
    this.#free = place
    return pairs[place | 1]!
  }

  clear(inbox: Inbox): void {
    while (inbox.oldest !== end) this.shift(inbox)
  }

  /** Notes of the first `max` deliveries, oldest first. */
  notes(inbox: Inbox, max: number): number[] {
    const notes: number[] = []
    for (let at = inbox.oldest; at !== end && notes.length < max; at = this.#pairs[at]!)
      notes.push(this.#pairs[at | 1]!)
    return notes
  }

  /** A place nobody has had, as a free list of one. */
  #fresh(): number {
    const place = this.#used
    this.#used += 2
    if (place === this.#pairs.length) {
      const wider = new Int32Array(place * 2)
      wider.set(this.#pairs)
      this.#pairs = wider
    }
    this.#pairs[place] = end
    return place
  }
}
