/**
 * The unacked deliveries of one channel, oldest first: a ring of slots. Tags rise by one, so the place of a tag is found
 * by counting from the oldest.
 *
 * A delivery held long while others pass leaves holes. When a full ring is mostly holes, they are squeezed out and each
 * entry gets its tag written beside it, to be found by binary search, until the ring is empty once. So memory follows the
 * deliveries outstanding, not the span of their tags.
 */
const hole = -1
/** What a tag finds whose queue has been deleted: still a valid tag, but no message. */
export const ghost = -2

const smallCapacity = 16
const smallRingsPerPage = 1024

/** Room for small rings side by side: the rings of hundreds of channels share a few cache lines, not an array object each. */
export class RingSpace {
  /** Where the room taken last is. */
  page: Int32Array = new Int32Array(0)
  /** The page being filled. */
  #fresh: Int32Array = this.page
  #used = 0
  /** Places of rings that are over. */
  readonly #left: { readonly page: Int32Array; readonly offset: number }[] = []

  /** Takes room for a small ring in `page`; returns where it begins. */
  take(): number {
    const left = this.#left.pop()
    if (left !== undefined) {
      this.page = left.page
      return left.offset
    }
    if (this.#used === this.#fresh.length) {
      this.#fresh = new Int32Array(smallCapacity * smallRingsPerPage)
      this.#used = 0
    }
    this.page = this.#fresh
    const offset = this.#used
    this.#used += smallCapacity
    return offset
  }

  giveBack(page: Int32Array, offset: number): void {
    this.#left.push({ page, offset })
  }
}

export class TagRing {
  /** The tag of the latest delivery; the first one is 1. [AMQP 0-9-1: delivery-tag] */
  lastTag = 0
  /** Deliveries not settled. */
  outstanding = 0
  declare private slots: Int32Array
  /** Where the ring begins in `slots`. */
  declare private offset: number
  #mask = smallCapacity - 1
  #head = 0
  /** Entries, holes included. The first is never a hole; the last one's tag is `lastTag` unless squeezed. */
  #size = 0
  /** Tags by place once squeezed. */
  #tags: Float64Array | null = null

  constructor(space: RingSpace) {
    this.offset = space.take()
    this.slots = space.page
  }

  /** It is over, and nothing is outstanding. A ring that has grown left its place long ago. */
  leave(space: RingSpace): void {
    if (this.capacity === smallCapacity) space.giveBack(this.slots, this.offset)
  }

  /** Deliveries there is room for before it has to grow or squeeze. */
  get capacity(): number {
    return this.#mask + 1
  }

  /** Notes a delivery and returns its tag. */
  push(slot: number): number {
    if (this.#size > this.#mask) this.#makeRoom()
    const place = (this.#head + this.#size) & this.#mask
    this.slots[(this.offset + place) | 0] = slot
    this.#size++
    this.outstanding++
    const tag = this.lastTag + 1
    this.lastTag = tag
    if (this.#tags !== null) this.#tags[place] = tag
    return tag
  }

  /** Numbers a delivery that needs no ack. */
  skip(): number {
    if (this.#size > 0 && this.#tags === null) {
      this.push(hole)
      this.outstanding--
      return this.lastTag
    }
    return ++this.lastTag
  }

  has(tag: number): boolean {
    return this.#find(tag) >= 0
  }

  /** The slot of an outstanding tag, `ghost`, or -1. */
  peek(tag: number): number {
    const place = this.#find(tag)
    return place < 0 ? -1 : this.slots[this.offset + place]!
  }

  /** Settles a tag: its slot, `ghost`, or -1 when the tag is unknown or was settled before. */
  take(tag: number): number {
    const size = this.#size
    // Who settles in the order of delivery always settles the oldest.
    if (size === 0 || tag !== this.lastTag - size + 1 || this.#tags !== null)
      return this.#takeAny(tag)
    const head = this.#head
    const slot = this.slots[(this.offset + head) | 0]!
    this.#head = (head + 1) & this.#mask
    this.#size = size - 1
    this.outstanding--
    if (this.outstanding !== size - 1) this.#trim()
    return slot
  }

  #takeAny(tag: number): number {
    const place = this.#find(tag)
    if (place < 0) return -1
    const slots = this.slots
    const at = (this.offset + place) | 0
    const slot = slots[at]!
    slots[at] = hole
    this.outstanding--
    if (place === this.#head) this.#trim()
    return slot
  }

  /** Settles the oldest outstanding delivery up to `tag`: its slot, `ghost`, or -1 when there is none. */
  takeUpTo(tag: number): number {
    if (this.#size === 0 || this.#tagAt(0) > tag) return -1
    const slot = this.slots[this.offset + this.#head]!
    this.slots[this.offset + this.#head] = hole
    this.outstanding--
    this.#trim()
    return slot
  }

  /** The outstanding tags up to `tag`, oldest first. */
  upTo(tag: number): number[] {
    const found: number[] = []
    for (let i = 0; i < this.#size; i++) {
      const one = this.#tagAt(i)
      if (one > tag) break
      if (this.slots[this.offset + ((this.#head + i) & this.#mask)] !== hole) found.push(one)
    }
    return found
  }

  /** Calls `visit` with every outstanding slot, oldest first; a true answer turns it into a ghost. */
  haunt(visit: (slot: number) => boolean): void {
    for (let i = 0; i < this.#size; i++) {
      const at = this.offset + ((this.#head + i) & this.#mask)
      const slot = this.slots[at]!
      if (slot >= 0 && visit(slot)) this.slots[at] = ghost
    }
  }

  /** Place of an outstanding tag, or -1. */
  #find(tag: number): number {
    const ahead = this.#tags === null ? tag - (this.lastTag - this.#size + 1) : this.#search(tag)
    if (!(ahead >= 0 && ahead < this.#size)) return -1
    const place = (this.#head + ahead) & this.#mask
    return this.slots[this.offset + place] === hole ? -1 : place
  }

  #search(tag: number): number {
    let low = 0
    let high = this.#size - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.#tagAt(middle)
      if (found === tag) return middle
      if (found < tag) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** Tag of the entry so many after the oldest. */
  #tagAt(ahead: number): number {
    if (this.#tags === null) return this.lastTag - this.#size + 1 + ahead
    return this.#tags[(this.#head + ahead) & this.#mask]!
  }

  /** Lets go of the holes before the oldest entry. */
  #trim(): void {
    const mask = this.#mask
    const slots = this.slots
    const offset = this.offset
    let head = this.#head
    let size = this.#size
    while (size > 0 && slots[(offset + head) | 0] === hole) {
      head = (head + 1) & mask
      size--
    }
    this.#head = head
    this.#size = size
    if (size === 0) this.#tags = null
  }

  #makeRoom(): void {
    if (this.outstanding * 2 > this.#mask + 1) this.#double()
    else this.#squeeze()
  }

  #double(): void {
    const capacity = (this.#mask + 1) * 2
    const slots = new Int32Array(capacity)
    const tags = this.#tags === null ? null : new Float64Array(capacity)
    for (let i = 0; i < this.#size; i++) {
      slots[i] = this.slots[this.offset + ((this.#head + i) & this.#mask)]!
      if (tags) tags[i] = this.#tagAt(i)
    }
    this.slots = slots
    this.#tags = tags
    this.offset = 0
    this.#mask = capacity - 1
    this.#head = 0
  }

  #squeeze(): void {
    const tags = new Float64Array(this.#mask + 1)
    let kept = 0
    for (let i = 0; i < this.#size; i++) {
      const slot = this.slots[this.offset + ((this.#head + i) & this.#mask)]!
      if (slot === hole) continue
      const place = (this.#head + kept++) & this.#mask
      tags[place] = this.#tagAt(i)
      this.slots[this.offset + place] = slot
    }
    this.#tags = tags
    this.#size = kept
  }
}
