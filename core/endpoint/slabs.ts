/** Part of an array that stays where it is. */
export interface Span {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

const pageBytes = 65_536
const smallestBytes = 64
/** What is larger gets an array of its own. */
const largestBytes = 8192

interface Page {
  readonly bytes: Uint8Array
  readonly shelf: Shelf
  /** Places that were given back. */
  readonly free: number[]
  /** Places never given out begin here. */
  fresh: number
  used: number
}

/** Pages of places of one size. */
interface Shelf {
  readonly placeBytes: number
  /** Those with room; the last is used first. */
  readonly open: Page[]
}

/**
 * Where bodies live: places of a power of two bytes in pages of 64 KiB. A small array of its own for each message costs
 * several times its bytes, and a view of the page a socket read into would keep that page alive.
 */
export class Slabs {
  /** Pages and single arrays held, in bytes. */
  heldBytes = 0
  readonly #shelves: Shelf[] = []
  readonly #pages = new Map<Uint8Array, Page>()

  constructor() {
    for (let placeBytes = smallestBytes; placeBytes <= largestBytes; placeBytes *= 2)
      this.#shelves.push({ placeBytes, open: [] })
  }

  /** Room for so many bytes. */
  take(length: number): Span {
    if (length > largestBytes) {
      this.heldBytes += length
      return { bytes: new Uint8Array(length), from: 0, to: length }
    }
    const shelf = this.#shelves[shelfOf(length)]!
    const page = shelf.open.at(-1) ?? this.#addPage(shelf)
    const { placeBytes } = shelf
    const from = page.free.pop() ?? page.fresh
    if (from === page.fresh) page.fresh += placeBytes
    page.used++
    if (isFull(page)) shelf.open.pop()
    return { bytes: page.bytes, from, to: from + length }
  }

  /** The room of a span that `take` gave. */
  giveBack({ bytes, from, to }: Span): void {
    const page = this.#pages.get(bytes)
    if (page === undefined) {
      this.heldBytes -= to
      return
    }
    const { open } = page.shelf
    if (isFull(page)) open.push(page)
    page.free.push(from)
    page.used--
    // One empty page is kept, so that a queue that is mostly empty does not make one for each message.
    if (page.used > 0 || open.length === 1) return
    open.splice(open.indexOf(page), 1)
    this.#pages.delete(bytes)
    this.heldBytes -= pageBytes
  }

  #addPage(shelf: Shelf): Page {
    const page: Page = { bytes: new Uint8Array(pageBytes), shelf, free: [], fresh: 0, used: 0 }
    this.#pages.set(page.bytes, page)
    shelf.open.push(page)
    this.heldBytes += pageBytes
    return page
  }
}

function isFull({ free, fresh }: Page): boolean {
  return free.length === 0 && fresh === pageBytes
}

/** Which shelf has room for it: 0 up to 64 bytes, 1 up to 128, … */
function shelfOf(length: number): number {
  if (length <= smallestBytes) return 0
  return 32 - Math.clz32((length - 1) >>> 6)
}
