/** A real RabbitMQ under test, over AMQP and its own command line. */
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AmqpConnection,
  type BrokerUnderTest,
  type PolicyChange,
  type ProfileName,
  Unsupported,
} from '../client.ts'
import { LiveConnection, openConnection } from './live-connection.ts'
import { ctl, type LiveServer, profileOf } from './live-server.ts'

export class LiveBroker implements BrokerUnderTest {
  readonly name: string
  readonly version: string
  readonly profile: ProfileName
  readonly prefix = `sluice-${randomBytes(4).toString('hex')}.`
  readonly #server: LiveServer
  readonly #openedMs = performance.now()
  readonly #connections: LiveConnection[] = []

  constructor(server: LiveServer) {
    this.#server = server
    this.version = server.version
    this.name = `RabbitMQ ${server.version}`
    this.profile = profileOf(server.version)
  }

  async connect(name: string): Promise<AmqpConnection> {
    const connection = new LiveConnection(name, await openConnection(this.#server, name))
    this.#connections.push(connection)
    return connection
  }

  wait(ms: number): Promise<void> {
    return pause(ms)
  }

  nowMs(): number {
    return performance.now() - this.#openedMs
  }

  async restart(): Promise<void> {
    await this.#ctl('restart', ['stop_app'])
    await this.#ctl('restart', ['start_app'])
  }

  /** [RabbitMQ: Memory and Disk Alarms: a watermark of 0 raises the alarm] */
  async alarm(on: boolean): Promise<void> {
    await this.#ctl('alarm', ['set_vm_memory_high_watermark', on ? '0' : '0.6'])
  }

  /** Channels look once a minute by default, which is longer than a test should take. [RabbitMQ: Delivery Acknowledgement Timeout] */
  async ackTimeout(ms: number | null): Promise<void> {
    const set = (name: string, value: number) => `application:set_env(rabbit, ${name}, ${value})`
    const timeout = set('consumer_timeout', ms ?? 1_800_000)
    const look = set('channel_tick_interval', ms === null ? 60_000 : 500)
    await this.#ctl('delivery acknowledgement timeout', ['eval', `${timeout}, ${look}.`])
  }

  async policy({ name, operator, pattern, definition }: PolicyChange): Promise<void> {
    const full = `${this.prefix}${name}`
    const verb = operator ? 'operator_policy' : 'policy'
    if (definition === null) await this.#ctl('policy', [`clear_${verb}`, full])
    else {
      const json = JSON.stringify(definition)
      await this.#ctl('policy', [`set_${verb}`, full, pattern, json, '--apply-to', 'queues'])
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()))
  }

  async #ctl(what: string, args: readonly string[]): Promise<void> {
    if (this.#server.scripts === null)
      throw new Unsupported(`${what} of a server given by address, whose scripts are not at hand`)
    await ctl(this.#server, args)
  }
}
