import type { TraceSink } from '#core/engine/trace-sink.ts'
import { TraceKind } from '#core/model/trace.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'
import { deadLettered, dropped } from './dying.ts'
import { enqueued, nowhere, published, refused } from './entering.ts'
import { acked, requeued } from './settling.ts'
import { noteSilent } from './silent.ts'
import { noteWoken } from './woken.ts'

/** Holds every record of the broker's log against the ledger: it must be one that could come next. */
export class Records implements TraceSink {
  readonly #ledger: Ledger
  readonly #watch: TraceSink['append'] | null
  /** Mixed from every record: two runs of one seed must end with the same. */
  digest = 0

  /** `watch` hears every record before it is looked at. */
  constructor(ledger: Ledger, watch: TraceSink['append'] | null) {
    this.#ledger = ledger
    this.#watch = watch
  }

  append(what: number, id: number, queue: number, actor: number, detail: number): void {
    const ledger = this.#ledger
    ledger.events++
    if (this.#watch !== null) this.#watch(what, id, queue, actor, detail)
    let digest = mix(mix(mix(this.digest, what), id), queue)
    digest = mix(mix(mix(digest, actor), detail), ledger.nowUs)
    this.digest = digest
    const reason = (what >>> 8) & 0xff
    const kind = what & 0xff
    const book = ledger.books[queue] ?? ledger.replies
    if (kind !== TraceKind.deadLettered) ledger.refused = null
    noteWoken(ledger)
    noteSilent(ledger, kind === TraceKind.deadLettered ? book : null)
    ledger.noteGone()
    if (ledger.entered !== null && kind !== TraceKind.delivered) ledger.stays()
    if (kind === TraceKind.published) published(ledger, id, actor, detail)
    else if (kind === TraceKind.enqueued) enqueued(ledger, book, id, actor)
    else if (kind === TraceKind.delivered) this.#announced(book, id, actor, detail, what >>> 16)
    else if (kind === TraceKind.acked) acked(ledger, book, id, actor, detail === 1)
    else if (kind === TraceKind.requeued) requeued(ledger, book, id, actor, reason)
    else if (kind === TraceKind.deadLettered) deadLettered(ledger, book, id, actor, reason, detail)
    else if (kind === TraceKind.dropped) dropped(ledger, book, id, actor, reason)
    else if (kind === TraceKind.refused) refused(ledger, book, id, actor)
    else if (kind === TraceKind.returned || kind === TraceKind.unroutable)
      nowhere(ledger, kind, id, actor)
  }

  /** A basic.get looks at its message when the verb returns, a consumer at once. */
  #announced(book: QueueBook, id: number, actor: number, tag: number, attempt: number): void {
    const ledger = this.#ledger
    if (ledger.announced !== null) violate('V4', 'a delivery was told of and never made')
    const announced = { book, id, actor, tag, attempt }
    if (ledger.getting?.book !== book || ledger.got !== null) {
      ledger.announced = announced
      return
    }
    const copy = book.take()
    if (copy === undefined) violate('V4', `queue ${book.spec.name} is empty and gave ${id}`)
    ledger.countTag(ledger.getting.channel, tag)
    ledger.got = { copy, announced }
  }
}

function mix(digest: number, word: number): number {
  return Math.imul(digest ^ word, 0x01000193) ^ (digest >>> 15)
}
