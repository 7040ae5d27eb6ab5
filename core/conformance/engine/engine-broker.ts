/** The engine under test: the scripts' verbs in virtual time, nothing real behind them. */
import { Broker } from '#core/engine/broker.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import {
  type AmqpConnection,
  type BrokerUnderTest,
  type PolicyChange,
  type ProfileName,
  Unsupported,
} from '../client.ts'
import { EngineConnection } from './engine-connection.ts'
import { Mailbox } from './mailbox.ts'
import { policyDefinitionOf } from './queue-arguments.ts'

/** What the sessions of one broker share. */
export interface EngineRoom {
  readonly broker: Broker
  readonly profile: ProfileName
  readonly mailbox: Mailbox
}

export class EngineBroker implements BrokerUnderTest {
  readonly name: string
  readonly version: string
  readonly profile: ProfileName
  readonly prefix = ''
  readonly #room: EngineRoom
  readonly #connections: EngineConnection[] = []

  /** Fails `Unsupported` when the engine has no such profile. */
  constructor(profile: ProfileName) {
    this.profile = profile
    this.version = profile
    this.name = `engine ${profile}`
    const mailbox = new Mailbox()
    const broker = new Broker({
      sink: mailbox,
      trace: { append: () => {} },
      profile: engineProfile(profile),
    })
    mailbox.reads(broker)
    this.#room = { broker, profile, mailbox }
  }

  async connect(name: string): Promise<AmqpConnection> {
    const connection = new EngineConnection(name, this.#room)
    this.#connections.push(connection)
    return connection
  }

  /** Lets heads expire on the way, each at its own time. */
  async wait(ms: number): Promise<void> {
    const { broker, mailbox } = this.#room
    const endUs = broker.nowUs + ms * 1000
    for (;;) {
      const nextUs = broker.nextExpiryUs()
      if (nextUs > endUs) break
      broker.nowUs = Math.max(broker.nowUs, nextUs)
      broker.expire()
      mailbox.deliver()
    }
    broker.nowUs = endUs
  }

  nowMs(): number {
    return this.#room.broker.nowUs / 1000
  }

  async restart(): Promise<void> {
    this.#room.broker.restart('clean')
    for (const connection of this.#connections) await connection.kill()
  }

  async alarm(on: boolean): Promise<void> {
    this.#room.broker.setAlarm('memory', on)
    this.#room.mailbox.deliver()
  }

  async ackTimeout(ms: number | null): Promise<void> {
    this.#room.broker.setAckTimeout((ms ?? 1_800_000) * 1000)
  }

  async policy({ name, operator, pattern, definition }: PolicyChange): Promise<void> {
    const { broker, mailbox } = this.#room
    if (definition === null) broker.clearPolicy(name, operator)
    else {
      const own = policyDefinitionOf(definition)
      broker.setPolicy({ name, operator, pattern, priority: 0, applyTo: 'all', definition: own })
    }
    mailbox.deliver()
  }

  /** Throws when the engine contradicts itself after all that. */
  async close(): Promise<void> {
    for (const connection of this.#connections) await connection.close()
    this.#room.broker.check()
  }
}

function engineProfile(profile: ProfileName): BrokerProfile {
  const found = brokerProfiles.find((name) => name === `rabbitmq@${profile}`)
  if (found === undefined) throw new Unsupported(`profile rabbitmq@${profile}`)
  return found
}
