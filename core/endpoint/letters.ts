import type { TraceSink } from '#core/engine/trace-sink.ts'
import { none, TraceKind, TraceReason } from '#core/model/trace.ts'
import { LetterTable } from './letter-table.ts'
import { Slabs, type Span } from './slabs.ts'

/** What a guest published and the engine does not keep: the property list as it came, then the body. */
export interface Letter {
  readonly span: Span
  /** Where the body begins in the span. */
  readonly bodyFrom: number
  /** In what the broker wrote for `amq.rabbitmq.reply-to`, else null. */
  readonly replyTo: string | null
  /** It is not delivered with the very bytes it came with. */
  readonly isChanged: boolean
}

/** What it asks of the broker whose records it reads. */
interface Store {
  isStream(queue: number): boolean
  isKeptBack(messageId: number): boolean
  keptBackCount(): number
}

const kindMask = 0xff
const reasonShift = 8
const nowhere = none | 0

/**
 * The letters of the messages in a broker, by message number. It reads the broker's own records: a copy is counted when it is
 * enqueued and when it leaves, and with the last one the letter goes. A dead letter is in no queue for a moment, so what
 * might be one is looked at again at the end of the verb.
 *
 * A stream lets go of a copy when it forgets the message, whoever has read it; the copies its readers hold are no entries.
 */
export class Letters implements TraceSink {
  readonly slabs = new Slabs()
  readonly #table = new LetterTable()
  /** Of messages that may be gone. */
  readonly #limbo: number[] = []
  /** Entries of streams: how often a message is in one, by stream and message. */
  readonly #streams = new Map<number, Map<number, number>>()
  /** Letters of publishes the broker holds until an alarm is over, by the actor who published. */
  readonly #held = new Map<number, Letter>()
  #coming: readonly Letter[] = []
  #came = 0
  /** A queue refused this message in the record before. */
  #refused = 0
  /** Of messages that are in no queue, because one without a majority keeps them back. */
  readonly #keptBack: number[] = []
  #keptBackCount = 0
  readonly #brokerOf: () => Store

  /** The broker is asked for when there is something to ask. */
  constructor(brokerOf: () => Store) {
    this.#brokerOf = brokerOf
  }

  get count(): number {
    return this.#table.size
  }

  write(properties: Span, body: Span, isChanged: boolean, replyTo: string | null): Letter {
    const propertyBytes = properties.to - properties.from
    const span = this.slabs.take(propertyBytes + body.to - body.from)
    copy(properties, span.bytes, span.from)
    copy(body, span.bytes, span.from + propertyBytes)
    return { span, bodyFrom: span.from + propertyBytes, isChanged, replyTo }
  }

  find(messageId: number): Letter | undefined {
    return this.#table.find(messageId)
  }

  /** What the next publishes of the broker are. */
  publishing(letters: readonly Letter[]): void {
    this.#coming = letters
    this.#came = 0
  }

  /** Those of the announced that were not published after all. */
  published(): readonly Letter[] {
    const rest = this.#coming.slice(this.#came)
    this.#coming = []
    return rest
  }

  /** The broker holds it: it is published when an alarm is over. */
  hold(actor: number, letter: Letter): void {
    this.#held.set(actor, letter)
  }

  /** What is held of an actor and will not be published. */
  unhold(actor: number): Letter | undefined {
    const letter = this.#held.get(actor)
    this.#held.delete(actor)
    return letter
  }

  /** It will never be published. */
  discard(letter: Letter): void {
    this.slabs.giveBack(letter.span)
  }

  append(what: number, messageId: number, queue: number, actor: number): void {
    const refused = this.#refused
    this.#refused = 0
    switch (what & kindMask) {
      case TraceKind.published:
        this.#bind(messageId, actor)
        return
      case TraceKind.enqueued:
        this.#enter(messageId, queue)
        return
      case TraceKind.acked:
        if (queue !== nowhere) this.#leave(messageId, queue, false)
        return
      case TraceKind.dropped:
        if (((what >>> reasonShift) & kindMask) === TraceReason.cycle) return
        this.#leave(messageId, queue, true)
        return
      case TraceKind.refused:
        this.#refused = messageId
        return
      case TraceKind.deadLettered:
        // Refused and dead-lettered, it never was a copy of the queue.
        if (refused !== messageId) this.#leave(messageId, queue, true)
        return
    }
  }

  /** At the end of a verb: what is in no queue any more goes. */
  settle(): void {
    if (this.#keptBack.length > 0) this.#lookAgain()
    for (const messageId of this.#limbo) {
      if (this.#table.count(messageId, 0) !== 0) continue
      if (this.#brokerOf().isKeptBack(messageId)) {
        this.#keepBack(messageId)
        continue
      }
      this.slabs.giveBack(this.#table.find(messageId)!.span)
      this.#table.remove(messageId)
    }
    this.#limbo.length = 0
  }

  #keepBack(messageId: number): void {
    this.#keptBack.push(messageId)
    this.#keptBackCount = this.#brokerOf().keptBackCount()
  }

  /** When fewer are kept back than before, any of them may have entered its queue, or never will. */
  #lookAgain(): void {
    const count = this.#brokerOf().keptBackCount()
    if (count < this.#keptBackCount) this.#limbo.push(...this.#keptBack.splice(0))
    this.#keptBackCount = count
  }

  #bind(messageId: number, actor: number): void {
    const letter = this.#coming[this.#came] ?? this.unhold(actor)
    if (letter === undefined) return
    this.#came++
    this.#table.put(messageId, letter)
    this.#limbo.push(messageId)
  }

  #enter(messageId: number, queue: number): void {
    if (this.#table.count(messageId, 1) < 0 || !this.#brokerOf().isStream(queue)) return
    const entries = this.#streams.get(queue) ?? new Map<number, number>()
    this.#streams.set(queue, entries)
    entries.set(messageId, (entries.get(messageId) ?? 0) + 1)
  }

  #leave(messageId: number, queue: number, isDropped: boolean): void {
    if (this.#table.count(messageId, 0) < 0) return
    if (this.#brokerOf().isStream(queue) && !(isDropped && this.#forgets(messageId, queue))) return
    if (this.#table.count(messageId, -1) === 0) this.#limbo.push(messageId)
  }

  /** Whether it was an entry of the stream, and not the copy of a reader. */
  #forgets(messageId: number, stream: number): boolean {
    const entries = this.#streams.get(stream)
    const count = entries?.get(messageId) ?? 0
    if (count > 1) entries!.set(messageId, count - 1)
    else entries?.delete(messageId)
    return count > 0
  }
}

function copy({ bytes, from, to }: Span, into: Uint8Array, at: number): void {
  if (to - from < 32) for (let i = from; i < to; i++) into[at + i - from] = bytes[i]!
  else into.set(bytes.subarray(from, to), at)
}
