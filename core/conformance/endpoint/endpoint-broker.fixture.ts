/**
 * The simulated broker as a client meets it: the scripts drive the ordinary driver over a real socket into the endpoint. What
 * an operator does goes straight to the broker, and time is virtual.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Pump } from '#core/endpoint/tcp/pump.ts'
import { type Serving, serveBroker } from '#core/endpoint/tcp/serving.fixture.ts'
import type { Broker } from '#core/engine/broker.ts'
import type { AmqpConnection, BrokerUnderTest, PolicyChange, ProfileName } from '../client.ts'
import { policyDefinitionOf } from '../engine/queue-arguments.ts'
import { LiveConnection, openConnection } from '../live/live-connection.ts'

const login = { user: 'guest', password: 'guest' }
/** Turns of the event loop in which nobody says anything before everything counts as said. */
const idleTurns = 8

/** Time stands still unless the script lets it pass; counts what goes on. */
class StillPump implements Pump {
  traffic = 0

  enter(act: () => void): void {
    this.traffic++
    act()
  }

  stop(): void {}
}

export class EndpointBroker implements BrokerUnderTest {
  readonly name: string
  readonly version: string
  readonly profile: ProfileName
  readonly prefix = ''
  readonly #serving: Serving
  readonly #pump: StillPump
  readonly #connections: LiveConnection[] = []

  static async open(profile: ProfileName): Promise<EndpointBroker> {
    const pump = new StillPump()
    const serving = await serveBroker({
      ...login,
      profile: `rabbitmq@${profile}`,
      port: 0,
      pumpOf: () => pump,
    })
    return new EndpointBroker(profile, serving, pump)
  }

  constructor(profile: ProfileName, serving: Serving, pump: StillPump) {
    this.profile = profile
    this.version = profile
    this.name = `endpoint ${profile}`
    this.#serving = serving
    this.#pump = pump
  }

  get #broker(): Broker {
    return this.#serving.broker
  }

  async connect(name: string): Promise<AmqpConnection> {
    const { user: username, password } = login
    const { port: amqpPort } = this.#serving
    const server = { host: '127.0.0.1', amqpPort, username, password, version: '', scripts: null }
    const connection = new LiveConnection(name, await openConnection(server, name))
    this.#connections.push(connection)
    return connection
  }

  /** Everything that was said is heard first, and what came of it afterwards. */
  async wait(ms: number): Promise<void> {
    await this.#quiet()
    const broker = this.#broker
    const endUs = broker.nowUs + ms * 1000
    for (;;) {
      const nextUs = broker.nextExpiryUs()
      if (nextUs > endUs) break
      broker.nowUs = Math.max(broker.nowUs, nextUs)
      broker.expire()
      this.#serving.endpoint.settle()
    }
    broker.nowUs = endUs
    await this.#quiet()
  }

  nowMs(): number {
    return this.#broker.nowUs / 1000
  }

  async restart(): Promise<void> {
    this.#broker.restart('clean')
    this.#serving.endpoint.shutDown()
    await this.#quiet()
  }

  async alarm(on: boolean): Promise<void> {
    await this.#quiet()
    this.#broker.setAlarm('memory', on)
    this.#serving.endpoint.settle()
    await this.#quiet()
  }

  async ackTimeout(ms: number | null): Promise<void> {
    this.#broker.setAckTimeout((ms ?? 1_800_000) * 1000)
  }

  async policy({ name, operator, pattern, definition }: PolicyChange): Promise<void> {
    await this.#quiet()
    if (definition === null) this.#broker.clearPolicy(name, operator)
    else {
      const own = policyDefinitionOf(definition)
      const spec = {
        name,
        operator,
        pattern,
        priority: 0,
        applyTo: 'all',
        definition: own,
      } as const
      this.#broker.setPolicy(spec)
    }
    this.#serving.endpoint.settle()
    await this.#quiet()
  }

  /** Throws when the broker contradicts itself after all that, or keeps a message nobody can get. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()))
    await this.#quiet()
    this.#broker.check()
    const { letters } = this.#serving.endpoint
    if (letters.count > this.#broker.messagesHeld())
      throw new Error(
        `${letters.count} bodies are kept for ${this.#broker.messagesHeld()} messages`,
      )
    await this.#serving.close()
  }

  async #quiet(): Promise<void> {
    let seen = this.#pump.traffic
    for (let idle = 0; idle < idleTurns; idle++) {
      await turn()
      if (seen === this.#pump.traffic) continue
      seen = this.#pump.traffic
      idle = 0
    }
  }
}
