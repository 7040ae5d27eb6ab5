/** What a scenario works with: names, channels, queues of the kind under test, time, and the transcript. */
import { Actor } from './actor.ts'
import type {
  AmqpConnection,
  Arguments,
  BrokerUnderTest,
  ExchangeDeclaration,
  ProfileName,
  QueueDeclaration,
} from './client.ts'
import type { QueueKind } from './scenario.ts'
import { messageText, normalised } from './text.ts'

/** How long an expected event may take before it counts as missing. */
const patienceMs = 4000
/** How long nothing more must happen at the end of a scenario. */
const stillMs = 250
const stepMs = 10

export class Script {
  readonly kind: QueueKind
  readonly #broker: BrokerUnderTest
  readonly #prefix: string
  readonly #lines: string[] = []
  readonly #actors: Actor[] = []
  readonly #connections = new Map<string, AmqpConnection>()
  readonly #queues = new Set<string>()
  readonly #exchanges = new Set<string>()
  #keeper: Actor | null = null

  constructor(broker: BrokerUnderTest, id: string, kind: QueueKind) {
    this.#broker = broker
    this.kind = kind
    this.#prefix = broker.prefix === '' ? '' : `${broker.prefix}${id}.${kind}.`
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  get broker(): BrokerUnderTest {
    return this.#broker
  }

  get profile(): ProfileName {
    return this.#broker.profile
  }

  /** Appends a line to the transcript. */
  say(line: string): void {
    this.#lines.push(normalised(line, this.#prefix))
  }

  /** A name of this run for a queue or an exchange, removed at the end. */
  name(short: string): string {
    return `${this.#prefix}${short}`
  }

  /** The arguments of a queue of the kind under test. */
  ofKind(args: Arguments = {}): Arguments {
    return this.kind === 'classic' ? args : { 'x-queue-type': this.kind, ...args }
  }

  /** The connection of that name, opened when first asked for. */
  async connection(name = 'main'): Promise<AmqpConnection> {
    const known = this.#connections.get(name)
    if (known) return known
    const opened = await this.#broker.connect(name)
    this.#connections.set(name, opened)
    return opened
  }

  /** Forgets a connection that has ended, so that the next use opens another. */
  forget(name = 'main'): void {
    this.#connections.delete(name)
  }

  /** A new channel. */
  async channel(name: string, on = 'main'): Promise<Actor> {
    const connection = await this.connection(on)
    const actor = new Actor(this, name, connection, await connection.openChannel())
    this.#actors.push(actor)
    return actor
  }

  /** A new channel in confirm mode. */
  async publisher(name = 'p', on = 'main'): Promise<Actor> {
    return (await this.channel(name, on)).confirmSelect()
  }

  /** Declares a durable queue of the kind under test; its full name. */
  async queue(
    short: string,
    args: Arguments = {},
    flags: Partial<QueueDeclaration> = {},
  ): Promise<string> {
    const name = this.name(short)
    const { raw } = await this.#setup()
    this.#queues.add(name)
    await raw.declareQueue({ name, durable: true, ...flags, arguments: this.ofKind(args) })
    return name
  }

  /** Declares a durable classic queue, whatever the kind under test. */
  async classicQueue(short: string, args: Arguments = {}): Promise<string> {
    const name = this.name(short)
    const { raw } = await this.#setup()
    this.#queues.add(name)
    await raw.declareQueue({ name, durable: true, arguments: args })
    return name
  }

  /** Declares a durable exchange; its full name. */
  async exchange(
    short: string,
    type: string,
    options: Partial<ExchangeDeclaration> = {},
  ): Promise<string> {
    const name = this.name(short)
    const { raw } = await this.#setup()
    this.#exchanges.add(name)
    await raw.declareExchange({ name, type, durable: true, ...options })
    return name
  }

  async bind(from: string, to: string, key = '', args: Arguments = {}): Promise<void> {
    const { raw } = await this.#setup()
    await raw.bind({ from, to, key, arguments: args, toExchange: this.#exchanges.has(to) })
  }

  /** A fanout exchange with one classic queue behind it, to catch dead letters. */
  async deadLetters(short = 'dead'): Promise<{ exchange: string; queue: string }> {
    const exchange = await this.exchange(`${short}-x`, 'fanout')
    const queue = await this.classicQueue(short)
    await this.bind(exchange, queue)
    return { exchange, queue }
  }

  /** Takes what was made by the way into account for the clean-up. */
  remember(name: string): string {
    this.#queues.add(name)
    return name
  }

  /** Waits until the queue has that many ready messages and writes down how many it had in the end. */
  async ready(queue: string, count: number, withinMs = patienceMs): Promise<void> {
    let seen = -1
    await this.until(async () => {
      seen = await this.readyNow(queue)
      return seen === count
    }, withinMs)
    this.say(`${queue}: ${seen} ready`)
  }

  async readyNow(queue: string): Promise<number> {
    const { raw } = await this.#setup()
    return (await raw.declareQueue({ name: queue, passive: true })).ready
  }

  /** Takes everything out of a queue once it has `count` messages, written down in one line. */
  async drain(queue: string, count: number, withinMs = patienceMs): Promise<void> {
    await this.until(async () => (await this.readyNow(queue)) === count, withinMs)
    const { raw } = await this.#setup()
    const found: string[] = []
    for (;;) {
      const got = await raw.get(queue, { autoAck: true })
      if (got === null) break
      found.push(messageText(got))
    }
    this.say(`${queue} holds: ${found.join(', ') || 'nothing'}`)
  }

  /** Whether the queue is there, written down. A missing one costs a channel, so each question has its own. */
  async exists(queue: string): Promise<boolean> {
    const { raw } = await this.channel('asking')
    const there = await raw.declareQueue({ name: queue, passive: true }).then(
      () => true,
      () => false,
    )
    if (there) await raw.close()
    this.say(`${queue} ${there ? 'exists' : 'is gone'}`)
    return there
  }

  /** Looks every few milliseconds until `holds`; false when it never did in time. */
  async until(holds: () => boolean | Promise<boolean>, withinMs = patienceMs): Promise<boolean> {
    const deadlineMs = this.#broker.nowMs() + withinMs
    for (;;) {
      if (await holds()) return true
      if (this.#broker.nowMs() >= deadlineMs) return false
      await this.#broker.wait(stepMs)
    }
  }

  /** Writes down whether it came true not before `fromMs` and within `toMs` from `sinceMs`. */
  async within(
    what: string,
    sinceMs: number,
    fromMs: number,
    toMs: number,
    holds: () => boolean | Promise<boolean>,
  ): Promise<void> {
    const came = await this.until(holds, sinceMs + toMs - this.#broker.nowMs())
    const afterMs = this.#broker.nowMs() - sinceMs
    const when = !came ? 'never' : afterMs < fromMs ? 'too early' : 'in time'
    this.say(`${what}: ${when}`)
  }

  wait(ms: number): Promise<void> {
    return this.#broker.wait(ms)
  }

  nowMs(): number {
    return this.#broker.nowMs()
  }

  /** Waits until nothing more comes and writes down what came unasked, channel by channel. */
  async still(): Promise<void> {
    await this.#broker.wait(stillMs)
    for (const actor of this.#actors) for (const line of actor.leftovers()) this.say(line)
  }

  /** Removes what the scenario declared and ends its connections. */
  async cleanUp(): Promise<void> {
    for (const connection of this.#connections.values()) await connection.close()
    this.#connections.clear()
    this.#keeper = null
    const { raw } = await this.#setup()
    for (const queue of this.#queues) await raw.deleteQueue(queue)
    for (const exchange of this.#exchanges) await raw.deleteExchange(exchange)
    for (const connection of this.#connections.values()) await connection.close()
    this.#connections.clear()
  }

  /** The channel topology is declared and counts are read on; never the one under test. */
  async #setup(): Promise<Actor> {
    if (this.#keeper === null || this.#keeper.raw.closed !== null) {
      const connection = await this.connection('keeper')
      this.#keeper = new Actor(this, 'keeper', connection, await connection.openChannel())
    }
    return this.#keeper
  }
}
