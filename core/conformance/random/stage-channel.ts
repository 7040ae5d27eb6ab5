/** A channel of a random script: what it holds, and what came since the last verb was written down. */
import type { AmqpChannel, AmqpConnection, ChannelEvent } from '../client.ts'
import { replyName } from '../client.ts'
import { messageText } from '../text.ts'

export class StageChannel {
  readonly name: string
  readonly connection: AmqpConnection
  raw: AmqpChannel
  /** Tags that are not settled, in order. */
  outstanding: number[] = []
  /** Of those, what a transaction has settled and may yet give back. */
  #inTransaction: number[] = []
  /** Publishes since the channel was opened, and those of them that were written down with their verdicts. */
  published: string[] = []
  #seen = 0
  #confirmed = 0
  #autoAck = new Set<string>()
  #consumers = new Set<string>()

  constructor(name: string, connection: AmqpConnection, raw: AmqpChannel) {
    this.name = name
    this.connection = connection
    this.raw = raw
  }

  /** A new channel in its place; what the old one held is forgotten. */
  async reopen(): Promise<void> {
    if (this.raw.closed === null) await this.raw.close()
    this.raw = await this.connection.openChannel()
    this.outstanding = []
    this.#inTransaction = []
    this.published = []
    this.#consumers.clear()
    this.#seen = 0
    this.#confirmed = 0
  }

  get isConsuming(): boolean {
    return this.#consumers.size > 0
  }

  removeConsumer(tag: string): void {
    this.#consumers.delete(tag)
  }

  addConsumer(tag: string, autoAck: boolean): void {
    this.#consumers.add(tag)
    if (autoAck) this.#autoAck.add(tag)
  }

  /** Whether every message published here in confirm mode has its verdict. */
  isConfirmed(): boolean {
    return this.published.every((_, at) => this.#verdict(at + 1) !== null)
  }

  /** What came and is not written down yet, consumer by consumer; confirms in the order of their publishes. */
  news(): string[] {
    const lines: string[] = []
    const byConsumer = new Map<string, string[]>()
    for (const event of this.#fresh()) {
      if (event.kind === 'return') lines.push(`${event.body} returned ${replyName(event.code)}`)
      if (event.kind === 'delivery')
        listOf(byConsumer, event.consumer).push(messageText(event.message))
      if (event.kind === 'cancelled') listOf(byConsumer, event.consumer).push('cancelled')
    }
    for (const [consumer, said] of byConsumer) lines.push(`${consumer}: ${said.join(', ')}`)
    const verdicts = this.published
      .slice(this.#confirmed)
      .map((body, at) => `${body} ${verdictText(this.#verdict(this.#confirmed + at + 1))}`)
    if (verdicts.length > 0) lines.push(verdicts.join(', '))
    return lines
  }

  /** What `news` told is written down now. */
  accept(): void {
    for (const event of this.#fresh()) {
      if (event.kind === 'cancelled') this.#consumers.delete(event.consumer)
      if (event.kind === 'delivery' && !this.#autoAck.has(event.consumer))
        this.outstanding.push(event.message.tag)
    }
    this.outstanding.sort((a, b) => a - b)
    this.#seen = this.raw.events.length
    this.#confirmed = this.published.length
  }

  /** Takes what a settlement settles out of what is held. */
  settle(tag: number, multiple: boolean, transactional: boolean): void {
    const settled = this.outstanding.filter((one) => one === tag || (multiple && one < tag))
    this.outstanding = this.outstanding.filter((one) => !settled.includes(one))
    if (transactional) this.#inTransaction.push(...settled)
  }

  endTransaction(commits: boolean): void {
    if (!commits) this.outstanding = [...this.outstanding, ...this.#inTransaction]
    this.outstanding.sort((a, b) => a - b)
    this.#inTransaction = []
  }

  #fresh(): readonly ChannelEvent[] {
    return this.raw.events.slice(this.#seen)
  }

  #verdict(sequence: number): boolean | null {
    for (const event of this.raw.events) {
      if (event.kind !== 'confirm') continue
      if (event.sequence === sequence || (event.multiple && event.sequence > sequence))
        return event.ok
    }
    return null
  }
}

const verdictText = (verdict: boolean | null) =>
  verdict === null ? 'unconfirmed' : verdict ? 'ack' : 'nack'

function listOf(lists: Map<string, string[]>, name: string): string[] {
  const known = lists.get(name)
  if (known !== undefined) return known
  const made: string[] = []
  lists.set(name, made)
  return made
}
