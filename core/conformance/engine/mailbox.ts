/**
 * What the engine tells, kept until the verb that caused it is over: a consumer's first deliveries come before its number
 * is known, and a sink may not call verbs.
 */
import type { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import type { ChannelEvent } from '../client.ts'
import { type Letter, letterOf } from './letter.ts'

/** Where the events of a channel and of its consumers go. */
export interface Addressee {
  hear(event: ChannelEvent): void
  /** Its connection is blocked or no longer. */
  block(blocked: boolean): void
  /** The broker closed it. */
  fail(replyCode: number): void
}

export class Mailbox implements BrokerSink {
  /** Bodies and properties of everything published, by the template's own number. */
  readonly letters: Letter[] = []
  readonly #channels = new Map<number, Addressee>()
  readonly #consumers = new Map<number, { readonly tag: string; readonly to: Addressee }>()
  readonly #waiting: (() => void)[] = []
  /** The body of the publish under way, for its return. */
  #sending = ''
  #broker: Broker | null = null

  reads(broker: Broker): void {
    this.#broker = broker
  }

  addChannel(channel: number, to: Addressee): void {
    this.#channels.set(channel, to)
  }

  addConsumer(consumer: number, tag: string, to: Addressee): void {
    this.#consumers.set(consumer, { tag, to })
  }

  sending(body: string): void {
    this.#sending = body
  }

  /** Hands out what was heard, in order. */
  deliver(): void {
    for (const tell of this.#waiting.splice(0)) tell()
  }

  delivered(consumer: number, tag: number, slot: number): void {
    const message = letterOf(this.#broker!, this.letters, tag, slot)
    this.#later(() => {
      const known = this.#consumers.get(consumer)
      known?.to.hear({ kind: 'delivery', consumer: known.tag, message })
    })
  }

  confirmed(channel: number, sequence: number, ok: boolean): void {
    this.#tell(channel, { kind: 'confirm', ok, sequence, multiple: false })
  }

  returned(channel: number, _messageId: number, exchange: number, key: number): void {
    const names = {
      exchange: this.#broker!.exchangeNames[exchange]!,
      key: this.#broker!.keyName(key),
    }
    this.#tell(channel, { kind: 'return', code: 312, body: this.#sending, ...names })
  }

  cancelled(consumer: number): void {
    this.#later(() => {
      const known = this.#consumers.get(consumer)
      known?.to.hear({ kind: 'cancelled', consumer: known.tag })
    })
  }

  blocked(channel: number): void {
    this.#later(() => this.#channels.get(channel)?.block(true))
  }

  unblocked(channel: number): void {
    this.#later(() => this.#channels.get(channel)?.block(false))
  }

  failed(channel: number, replyCode: number): void {
    this.#later(() => this.#channels.get(channel)?.fail(replyCode))
  }

  #tell(channel: number, event: ChannelEvent): void {
    this.#later(() => this.#channels.get(channel)?.hear(event))
  }

  #later(tell: () => void): void {
    this.#waiting.push(tell)
  }
}
