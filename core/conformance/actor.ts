/** A channel in a script's hands: raw verbs, and verbs that wait for what they caused and write it down. */
import {
  type AmqpChannel,
  type AmqpConnection,
  Closed,
  type ConsumeOptions,
  type Got,
  type Message,
  type Publication,
  replyName,
} from './client.ts'
import type { Script } from './script.ts'
import { messageText } from './text.ts'

export class Actor {
  readonly name: string
  readonly raw: AmqpChannel
  readonly connection: AmqpConnection
  readonly #script: Script
  /** Events already written down, by their place. */
  readonly #taken = new Set<number>()
  #published = 0
  #confirming = false

  constructor(script: Script, name: string, connection: AmqpConnection, raw: AmqpChannel) {
    this.#script = script
    this.name = name
    this.connection = connection
    this.raw = raw
  }

  async confirmSelect(): Promise<this> {
    await this.raw.confirmSelect()
    this.#confirming = true
    return this
  }

  /** Publishes to a queue or an exchange; in confirm mode waits and tells: `ack`, `nack`, `returned 312 NO_ROUTE, ack`. */
  async publish(
    exchange: string,
    key: string,
    body: string,
    options: Pick<Publication, 'mandatory' | 'immediate' | 'properties'> = {},
  ): Promise<string> {
    this.raw.publish({ exchange, key, body, ...options })
    if (!this.#confirming) return 'sent'
    const sequence = ++this.#published
    const verdict = () => this.verdict(sequence)
    await this.#script.until(() => verdict() !== null || this.raw.closed !== null)
    if (this.raw.closed) return this.raw.closed.message
    const words: string[] = []
    this.raw.events.forEach((event, at) => {
      if (this.#taken.has(at)) return
      if (event.kind === 'return') words.push(`returned ${replyName(event.code)}`)
      else if (event.kind === 'confirm') words.push(event.ok ? 'ack' : 'nack')
      else return
      this.#taken.add(at)
    })
    return words.join(', ') || 'no confirm'
  }

  /** Publishes bodies in order to a queue, each confirmed; says only what is no plain ack. */
  async fill(queue: string, ...bodies: string[]): Promise<void> {
    for (const body of bodies) {
      const said = await this.publish('', queue, body)
      if (said !== 'ack' && said !== 'sent') this.#script.say(`${this.name} ${body}: ${said}`)
    }
  }

  /** What became of the publish of that number: null while nothing is known. */
  verdict(sequence: number): boolean | null {
    for (const event of this.raw.events) {
      if (event.kind !== 'confirm') continue
      if (event.sequence === sequence || (event.multiple && event.sequence > sequence))
        return event.ok
    }
    return null
  }

  /** Starts a consumer; its tag is its name in the transcript. */
  consume(queue: string, tag: string, options: Omit<ConsumeOptions, 'tag'> = {}): Promise<void> {
    return this.raw.consume(queue, { tag, ...options })
  }

  /** Waits for that many deliveries to the consumer and writes them down in one line. */
  async take(consumer: string, count: number): Promise<readonly Message[]> {
    await this.#script.until(() => this.#waiting(consumer).length >= count)
    const found = this.#waiting(consumer).slice(0, count)
    for (const [at] of found) this.#taken.add(at)
    const messages = found.map(([, message]) => message)
    const missing = found.length < count ? ` (${count - found.length} missing)` : ''
    this.#script.say(`${consumer}: ${messages.map(messageText).join(', ') || 'nothing'}${missing}`)
    return messages
  }

  /** One delivery; throws when none comes, because a script cannot go on without it. */
  async takeOne(consumer: string): Promise<Message> {
    const [message] = await this.take(consumer, 1)
    if (message === undefined) throw new Error(`${consumer} was given nothing`)
    return message
  }

  /** basic.get, written down with how many stayed behind. */
  async get(queue: string, autoAck = false): Promise<Got | null> {
    const got = await this.raw.get(queue, { autoAck })
    this.#script.say(
      `get: ${got === null ? 'empty' : `${messageText(got)}, ${got.remaining} remaining`}`,
    )
    return got
  }

  /** basic.get that must find something, polled because a quorum queue answers a publish before it can be read. */
  async getOne(queue: string): Promise<Got> {
    let got: Got | null = null
    await this.#script.until(async () => {
      got ??= await this.raw.get(queue, { autoAck: false })
      return got !== null
    })
    if (got === null) throw new Error('there was nothing to get')
    this.#script.say(`get: ${messageText(got)}`)
    return got
  }

  /** Does it and writes down whether the server minded: `label: ok` or `label: channel closed 406 PRECONDITION_FAILED`. */
  async attempt(label: string, work: () => unknown): Promise<boolean> {
    try {
      await work()
      await this.raw.sync()
      this.#script.say(`${label}: ok`)
      return true
    } catch (problem) {
      if (!(problem instanceof Closed)) throw problem
      this.#script.say(`${label}: ${problem.message}`)
      return false
    }
  }

  /** Waits until the server has cancelled the consumer and writes it down. */
  async cancelled(consumer: string, withinMs?: number): Promise<void> {
    const find = () =>
      this.raw.events.findIndex(
        (event, at) =>
          !this.#taken.has(at) && event.kind === 'cancelled' && event.consumer === consumer,
      )
    await this.#script.until(() => find() >= 0, withinMs)
    const at = find()
    if (at >= 0) this.#taken.add(at)
    this.#script.say(`${consumer} ${at >= 0 ? 'cancelled by the server' : 'not cancelled'}`)
  }

  /** Untaken deliveries of a consumer so far, without waiting. */
  waitingFor(consumer: string): number {
    return this.#waiting(consumer).length
  }

  /** Everything that arrived and was not asked for, as lines. */
  leftovers(): string[] {
    const lines: string[] = []
    this.raw.events.forEach((event, at) => {
      if (this.#taken.has(at)) return
      this.#taken.add(at)
      if (event.kind === 'delivery')
        lines.push(`also ${event.consumer}: ${messageText(event.message)}`)
      else if (event.kind === 'return')
        lines.push(`also ${this.name} returned ${replyName(event.code)} ${event.body}`)
      else if (event.kind === 'cancelled') lines.push(`also ${event.consumer} cancelled`)
      else lines.push(`also ${this.name} ${event.ok ? 'ack' : 'nack'}`)
    })
    return lines
  }

  #waiting(consumer: string): readonly (readonly [number, Message])[] {
    const found: (readonly [number, Message])[] = []
    this.raw.events.forEach((event, at) => {
      if (event.kind === 'delivery' && event.consumer === consumer && !this.#taken.has(at))
        found.push([at, event.message])
    })
    return found
  }
}
