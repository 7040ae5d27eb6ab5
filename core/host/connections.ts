/** The connections of one session: which are open, in which state, and the broker behind each. */
import type { Broker, Connector } from '#core/connectors/connector.ts'
import type {
  ConnectionProfile,
  ConnectionState,
  SimulatedProfile,
} from '#core/model/connection.ts'
import type { TestStep } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import type { Said, SaidPart, Told } from '#core/model/said.ts'
import { Backoff } from './backoff.ts'
import { type Clock, wallClock } from './clock.ts'
import type { Gate } from './gate.ts'
import { awayWords, noReason, type Opened, reasonOf } from './opened-connection.ts'
import type { Passwords } from './secrets.ts'
import type { Workspace } from './workspace.ts'

export interface ConnectionEntry {
  readonly profile: ConnectionProfile
  readonly state: ConnectionState
  readonly reason: string | null
  readonly reasonSaid: Said | null
  readonly hasPassword: boolean
  readonly readOnly: boolean
  readonly unlockedForMs: number | null
}

/** The simulation itself is always there to be looked into. */
const simulated: SimulatedProfile = {
  kind: 'simulated',
  id: 'simulated',
  name: 'Simulation',
  environment: 'local',
}

const openMs = 30_000

export class Connections {
  readonly #connectors: readonly Connector[]
  readonly #workspace: Workspace
  readonly #passwords: Passwords
  readonly #gate: Gate
  readonly #clock: Clock
  readonly #opened = new Map<string, Opened>()

  constructor(
    connectors: readonly Connector[],
    workspace: Workspace,
    passwords: Passwords,
    gate: Gate,
    clock: Clock = wallClock,
  ) {
    this.#clock = clock
    this.#connectors = connectors
    this.#workspace = workspace
    this.#passwords = passwords
    this.#gate = gate
  }

  async list(): Promise<readonly ConnectionEntry[]> {
    const profiles = [simulated, ...(await this.#workspace.profiles())]
    return Promise.all(profiles.map((profile) => this.entry(profile)))
  }

  async entry(profile: ConnectionProfile): Promise<ConnectionEntry> {
    const opened = this.#opened.get(profile.id)
    const unlockedForMs = this.#gate.unlockedForMs(profile.id)
    return {
      profile,
      state: opened?.state ?? 'closed',
      ...(opened === undefined ? noReason : reasonOf(opened)),
      hasPassword: (await this.#passwords.of(profile)) !== null,
      readOnly: unlockedForMs === null,
      unlockedForMs,
    }
  }

  /** Fails `not-found`. */
  async profile(id: string): Promise<ConnectionProfile> {
    const profile = id === simulated.id ? simulated : await this.#workspace.profile(id)
    if (profile === null) throw new Failure('not-found', 'This connection is no longer saved.')
    return profile
  }

  /**
   * Saves a profile over the one that was opened for editing; an open connection is closed, because it no longer is what
   * is saved. Fails `conflict` when another window has saved it meanwhile.
   */
  async save(
    profile: ConnectionProfile,
    password: string | null,
    over?: ConnectionProfile,
  ): Promise<ConnectionEntry> {
    if (profile.kind === 'simulated') {
      throw new Failure('unsupported', 'The simulation needs no saved connection.')
    }
    await this.#workspace.saveProfile(profile, over)
    await this.close(profile.id)
    this.#gate.lock(profile.id)
    if (password !== null) await this.#passwords.keep(profile, password)
    return this.entry(profile)
  }

  async remove(id: string): Promise<void> {
    if (id === simulated.id) {
      throw new Failure('unsupported', 'The simulation cannot be removed.')
    }
    await this.profile(id)
    await this.close(id)
    this.#gate.lock(id)
    await this.#workspace.removeProfile(id)
    await this.#passwords.forget(id)
  }

  async *test(
    profile: ConnectionProfile,
    password: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<TestStep, void> {
    const secret = password ?? (await this.#passwords.of(profile))
    yield* this.#connectorOf(profile).test(profile, secret, signal)
  }

  /** Opens a connection, or returns the one that is open. Fails with the connector's own failure. */
  async open(id: string, signal: AbortSignal | undefined): Promise<Broker> {
    const profile = await this.profile(id)
    const known = this.#opened.get(id)
    if (known?.broker) return known.broker
    if (known?.state === 'connecting') {
      throw new Failure('conflict', `"${profile.name}" is being opened already.`)
    }
    known?.backoff.stop()
    known?.abort.abort()
    const opened: Opened = {
      profile,
      backoff: new Backoff(this.#clock),
      state: 'connecting',
      doing: null,
      failure: null,
      broker: null,
      abort: new AbortController(),
    }
    this.#opened.set(id, opened)
    const stop = () => opened.abort.abort()
    signal?.addEventListener('abort', stop, { once: true })
    const late = setTimeout(stop, openMs)
    try {
      return await this.#connect(opened)
    } catch (error) {
      opened.state = 'failed'
      opened.failure = error instanceof Failure ? error : null
      throw error
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', stop)
    }
  }

  async close(id: string): Promise<void> {
    const opened = this.#opened.get(id)
    this.#opened.delete(id)
    opened?.backoff.stop()
    opened?.abort.abort()
    await opened?.broker?.close()
  }

  /**
   * Asks an open broker. `doing` says what for, as in "while listing the queues". A connection that is lost meanwhile is
   * tried again by itself; the question is not. Fails `conflict` when it is not open, `connection-lost` while it is away.
   */
  async ask<Answer>(
    id: string,
    doing: Told<SaidPart>,
    question: (broker: Broker) => Promise<Answer>,
  ): Promise<Answer> {
    const opened = this.#opened.get(id)
    if (opened?.state === 'reconnecting') {
      throw new Failure('connection-lost', awayWords(opened))
    }
    if (!opened?.broker) {
      const { name } = await this.profile(id)
      throw new Failure('conflict', `"${name}" is not open. Open it first.`)
    }
    const { broker } = opened
    try {
      const answer = await question(broker)
      opened.backoff.rest()
      return answer
    } catch (error) {
      if (error instanceof Failure && error.code === 'connection-lost') {
        await this.#lose(opened, broker, doing, error)
      }
      throw error
    }
  }

  /** Opens the broker of `opened` and watches it. */
  async #connect(opened: Opened): Promise<Broker> {
    const { profile, abort } = opened
    const secret = await this.#passwords.of(profile)
    const broker = await this.#connectorOf(profile).open(profile, secret, abort.signal)
    if (this.#opened.get(profile.id) !== opened || abort.signal.aborted) {
      await broker.close()
      throw new Failure('timeout', `Opening "${profile.name}" was given up.`)
    }
    opened.broker = broker
    opened.state = 'ready'
    opened.failure = null
    void broker.lost.then((failure) => this.#lose(opened, broker, null, failure))
    return broker
  }

  /** The connection is gone. `doing`: what was under way on it, or null. Whoever notices first is heard. */
  async #lose(
    opened: Opened,
    broker: Broker,
    doing: Told<SaidPart> | null,
    failure: Failure,
  ): Promise<void> {
    if (opened.broker !== broker) return
    const { profile } = opened
    opened.broker = null
    if (profile.kind === 'simulated') {
      opened.state = 'failed'
      opened.failure = failure
    } else {
      opened.state = 'reconnecting'
      opened.doing = doing
      if (this.#opened.get(profile.id) === opened) this.#plan(opened)
    }
    await broker.close()
  }

  #plan(opened: Opened): void {
    opened.backoff.plan(() => void this.#reconnect(opened))
  }

  /** One try. A refusal ends them: servers lock out users who come again and again. */
  async #reconnect(opened: Opened): Promise<void> {
    try {
      await this.#connect(opened)
    } catch (error) {
      if (this.#opened.get(opened.profile.id) !== opened) return
      const failure = error instanceof Failure ? error : null
      if (failure !== null && failure.code !== 'refused') return this.#plan(opened)
      opened.state = 'failed'
      opened.failure =
        failure ??
        new Failure(
          'internal',
          `"${opened.profile.name}" could not be opened again. Connect it again.`,
        )
    }
  }

  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#opened.keys()].map((id) => this.close(id)))
  }

  #connectorOf(profile: ConnectionProfile): Connector {
    const connector = this.#connectors.find(({ kind }) => kind === profile.kind)
    if (connector === undefined) {
      throw new Failure('unsupported', `This version of Sluice has no connector "${profile.kind}".`)
    }
    return connector
  }
}
