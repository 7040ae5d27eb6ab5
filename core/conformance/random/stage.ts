/** A random script under way on one broker: its connections, what channels hold, and what is there to be seen. */
import type {
  AmqpChannel,
  AmqpConnection,
  Arguments,
  BrokerUnderTest,
  Message,
  Publication,
} from '../client.ts'
import { normalised } from '../text.ts'
import type { QueuePlan, RandomScript, Sending } from './random-script.ts'
import { StageChannel } from './stage-channel.ts'

/** How long emptying a queue may take. */
const drainWithinMs = 3000

export class Stage {
  readonly script: RandomScript
  readonly channels: StageChannel[] = []
  readonly publisher: StageChannel
  /** Where each consumer was started, by its number. */
  readonly consumers: StageChannel[] = []
  readonly #broker: BrokerUnderTest
  readonly #prefix: string
  readonly #keeping: AmqpConnection
  #keeper: AmqpChannel
  /** By number: whether it was declared and is still there. */
  readonly #there: boolean[]
  #published = 0

  static async open(broker: BrokerUnderTest, script: RandomScript): Promise<Stage> {
    const keeping = await broker.connect('keeper')
    const keeper = await keeping.openChannel()
    const working = await broker.connect('main')
    const publisher = new StageChannel('p', working, await working.openChannel())
    await publisher.raw.confirmSelect()
    const stage = new Stage(broker, script, keeping, keeper, publisher)
    for (const [at, { transactional }] of script.channels.entries()) {
      const raw = await working.openChannel()
      if (transactional) await raw.txSelect()
      stage.channels.push(new StageChannel(`c${at}`, working, raw))
    }
    return stage
  }

  private constructor(
    broker: BrokerUnderTest,
    script: RandomScript,
    keeping: AmqpConnection,
    keeper: AmqpChannel,
    publisher: StageChannel,
  ) {
    this.#broker = broker
    this.script = script
    this.#prefix = broker.prefix === '' ? '' : `${broker.prefix}r${script.seed}.`
    this.#keeping = keeping
    this.#keeper = keeper
    this.publisher = publisher
    this.#there = script.queues.map(() => false)
  }

  get broker(): BrokerUnderTest {
    return this.#broker
  }

  name(short: string): string {
    return `${this.#prefix}${short}`
  }

  /** The tag of the next consumer, `k0` and so on. */
  newConsumer(on: StageChannel): string {
    return `k${this.consumers.push(on) - 1}`
  }

  /** Without the names of this run and the padding of bodies. */
  plain(text: string): string {
    return normalised(text, this.#prefix).replaceAll('~', '')
  }

  isThere(queue: number): boolean {
    return this.#there[queue]!
  }

  /** Declares a queue as planned; the outcome in words. */
  async declare(queue: number): Promise<string> {
    const plan = this.script.queues[queue]!
    return this.attempt(async (raw) => {
      await raw.declareQueue({
        name: this.name(`q${queue}`),
        durable: true,
        arguments: this.#argumentsOf(plan),
      })
      this.#there[queue] = true
    })
  }

  async delete(queue: number): Promise<string> {
    this.#there[queue] = false
    return this.attempt((raw) => raw.deleteQueue(this.name(`q${queue}`)))
  }

  /** Something on the channel for topology, which is replaced when the server closes it. */
  async attempt(work: (raw: AmqpChannel) => Promise<unknown>): Promise<string> {
    try {
      const said = await work(this.#keeper)
      return typeof said === 'number' ? `${said}` : 'ok'
    } catch (problem) {
      if (this.#keeper.closed === null) throw problem
      const { message } = this.#keeper.closed
      this.#keeper = await this.#keeping.openChannel()
      return message
    }
  }

  /** The next message of the script, `P1`, `P2` …, padded to its size. */
  publication(exchange: string, key: string, sending: Sending): Publication {
    const { sizeBytes, priority, expirationMs, mandatory, persistent, headers } = sending
    return {
      exchange,
      key,
      body: `P${++this.#published}`.padEnd(sizeBytes, '~'),
      mandatory,
      properties: {
        persistent,
        headers,
        ...(priority === null ? {} : { priority }),
        ...(expirationMs === null ? {} : { expiration: String(expirationMs) }),
      },
    }
  }

  /** `q0 2/1 q1 gone`: ready messages and consumers of every queue. */
  async counts(): Promise<string> {
    const said: string[] = []
    for (const queue of this.script.queues.keys()) {
      if (!this.#there[queue]) {
        said.push(`q${queue} gone`)
        continue
      }
      const facts = await this.#keeper.declareQueue({ name: this.name(`q${queue}`), passive: true })
      said.push(`q${queue} ${facts.ready}/${facts.consumers}`)
    }
    return said.join(' ')
  }

  /** Takes everything out of a queue, in order, by a consumer: basic.get is refused beside a single active one. */
  async drained(queue: number): Promise<readonly Message[]> {
    const name = this.name(`q${queue}`)
    const { ready } = await this.#keeper.declareQueue({ name, passive: true })
    const from = this.#keeper.events.length
    await this.#keeper.consume(name, { tag: name, autoAck: true })
    const deadlineMs = this.#broker.nowMs() + drainWithinMs
    const found = () => this.#keeper.events.slice(from)
    while (found().length < ready && this.#broker.nowMs() < deadlineMs) await this.#broker.wait(5)
    await this.#keeper.cancel(name)
    return found().flatMap((event) => (event.kind === 'delivery' ? [event.message] : []))
  }

  /** Removes what the script declared and ends its connections. */
  async close(): Promise<void> {
    await this.publisher.connection.close()
    for (const queue of this.script.queues.keys()) await this.delete(queue)
    for (const exchange of this.script.exchanges.keys())
      await this.attempt((raw) => raw.deleteExchange(this.name(`x${exchange}`)))
    await this.#keeping.close()
  }

  #argumentsOf({ kind, arguments: args, deadLetters }: QueuePlan): Arguments {
    const typed = kind === 'quorum' ? { 'x-queue-type': 'quorum', ...args } : args
    if (deadLetters === null) return typed
    const { exchange, queue } = deadLetters
    const name = exchange === 'default' ? '' : this.name('missing')
    return {
      ...typed,
      'x-dead-letter-exchange': typeof exchange === 'number' ? this.name(`x${exchange}`) : name,
      ...(queue === null ? {} : { 'x-dead-letter-routing-key': this.name(`q${queue}`) }),
    }
  }
}
