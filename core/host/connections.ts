/** The connections of one session: which are open, in which state, and the broker behind each. */
import type { Broker, Connector } from '#core/connectors/connector.ts'
import type {
  ConnectionProfile,
  ConnectionState,
  SimulatedProfile,
} from '#core/model/connection.ts'
import type { TestStep } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import type { Gate } from './gate.ts'
import type { Passwords } from './secrets.ts'
import type { Workspace } from './workspace.ts'

export interface ConnectionEntry {
  readonly profile: ConnectionProfile
  readonly state: ConnectionState
  readonly reason: string | null
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

interface Opened {
  state: ConnectionState
  reason: string | null
  broker: Broker | null
  /** Ends an attempt to open that is still under way. */
  readonly abort: AbortController
}

const openMs = 30_000

export class Connections {
  readonly #connectors: readonly Connector[]
  readonly #workspace: Workspace
  readonly #passwords: Passwords
  readonly #gate: Gate
  readonly #opened = new Map<string, Opened>()

  constructor(
    connectors: readonly Connector[],
    workspace: Workspace,
    passwords: Passwords,
    gate: Gate,
  ) {
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
      reason: opened?.reason ?? null,
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

  /** Saves a profile; an open connection is closed, because it no longer is what is saved. */
  async save(profile: ConnectionProfile, password: string | null): Promise<ConnectionEntry> {
    if (profile.kind === 'simulated') {
      throw new Failure('unsupported', 'The simulation needs no saved connection.')
    }
    await this.close(profile.id)
    this.#gate.lock(profile.id)
    await this.#workspace.saveProfile(profile)
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
    const opened: Opened = {
      state: 'connecting',
      reason: null,
      broker: null,
      abort: new AbortController(),
    }
    this.#opened.set(id, opened)
    const stop = () => opened.abort.abort()
    signal?.addEventListener('abort', stop, { once: true })
    const late = setTimeout(stop, openMs)
    try {
      const secret = await this.#passwords.of(profile)
      const broker = await this.#connectorOf(profile).open(profile, secret, opened.abort.signal)
      if (this.#opened.get(id) !== opened || opened.abort.signal.aborted) {
        await broker.close()
        throw new Failure('timeout', `Opening "${profile.name}" was given up.`)
      }
      opened.broker = broker
      opened.state = 'ready'
      return broker
    } catch (error) {
      opened.state = 'failed'
      opened.reason = error instanceof Failure ? error.message : null
      throw error
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', stop)
    }
  }

  async close(id: string): Promise<void> {
    const opened = this.#opened.get(id)
    this.#opened.delete(id)
    opened?.abort.abort()
    await opened?.broker?.close()
  }

  /** Asks an open broker; a lost connection is closed and shows its reason. Fails `conflict` when it is not open. */
  async ask<Answer>(id: string, question: (broker: Broker) => Promise<Answer>): Promise<Answer> {
    const opened = this.#opened.get(id)
    if (!opened?.broker) {
      const { name } = await this.profile(id)
      throw new Failure('conflict', `"${name}" is not open. Open it first.`)
    }
    try {
      return await question(opened.broker)
    } catch (error) {
      if (error instanceof Failure && error.code === 'connection-lost') {
        const { broker } = opened
        opened.state = 'failed'
        opened.reason = error.message
        opened.broker = null
        await broker?.close()
      }
      throw error
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
