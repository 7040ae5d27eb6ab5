/**
 * AMQP connections to one server, one per purpose and virtual host, so that a refused call cannot take down another
 * pane. They open when first needed, listen to every error, and a lost one is opened anew by the next call: what was
 * under way on it has failed and is never repeated by itself.
 */
import { type Channel, type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import { connectFailure, replyOf } from './fault.ts'
import { shakeHands } from './handshake.ts'
import { type HeaderTap, tapHeaders } from './header-tap.ts'
import { canonicalHost, hostAndPort } from './host-name.ts'
import { limitedBy } from './limit.ts'
import { connectTimeoutMs, type ServerFacts } from './server-facts.ts'

const heartbeatSeconds = 15
/** More than any frame a server may send after negotiation at 128 KiB. */
const maxFrameBytes = 1024 * 1024
/** After this a connection that does not say goodbye is cut. */
const goodbyeMs = 500

export type Purpose = 'metadata' | 'browse' | 'publish'

/** One open connection. */
export interface Link {
  readonly model: ChannelModel
  readonly server: ServerFacts
  readonly tap: HeaderTap
  /** Why the server blocks publishers, or null. */
  readonly blocked: () => string | null
  /** The error the connection ended with, or null. */
  readonly fault: () => unknown
  /** Resolves when the connection has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Cuts the connection at once. */
  readonly cut: () => void
}

/** Opens one connection; the caller closes it. Rejects with the driver's error. */
export async function openLink(
  profile: RabbitmqProfile,
  secret: string | null,
  virtualHost: string,
  purpose: Purpose | 'test',
  signal: AbortSignal,
): Promise<Link> {
  signal.throwIfAborted()
  const host = canonicalHost(profile.host)
  const life = new AbortController()
  const cancel = () => life.abort()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const model = await connect(
      {
        protocol: profile.tls ? 'amqps' : 'amqp',
        hostname: host,
        port: profile.port,
        username: profile.username,
        password: secret ?? '',
        // The driver decodes it as it would a URI's path.
        vhost: encodeURIComponent(virtualHost),
        heartbeat: heartbeatSeconds,
        maxFrameSize: maxFrameBytes,
      },
      {
        timeout: connectTimeoutMs,
        noDelay: true,
        rejectUnauthorized: profile.tlsVerify,
        clientProperties: {
          product: 'Sluice',
          connection_name: `Sluice ${purpose}`,
          version: undefined,
          platform: undefined,
          information: undefined,
        },
        ...{ signal: life.signal },
      },
    )
    return asLink(model, life)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

function asLink(model: ChannelModel, life: AbortController): Link {
  let blocked: string | null = null
  let fault: unknown = null
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  // Without a listener an error event ends the process; what failed is told to the call that was under way.
  model.on('error', (problem: Error) => {
    fault = problem
  })
  model.on('close', () => end())
  model.on('blocked', (reason: string) => {
    blocked = reason
  })
  model.on('unblocked', () => {
    blocked = null
  })
  const { product, version, platform } = model.connection.serverProperties
  return {
    model,
    server: { product: product ?? '', version: version ?? '', platform: platform ?? '' },
    tap: tapHeaders(model),
    blocked: () => blocked,
    fault: () => fault,
    ended,
    cut: () => {
      life.abort()
      end()
    },
  }
}

/** The connections of one open broker. */
export class Links {
  readonly #profile: RabbitmqProfile
  readonly #secret: string | null
  readonly #open = new Map<string, Promise<Link>>()
  readonly #life = new AbortController()
  /** A refused login is not tried again: servers lock users out. */
  #refused: Failure | null = null

  constructor(profile: RabbitmqProfile, secret: string | null) {
    this.#profile = profile
    this.#secret = secret
  }

  /** `mq.example.net:5672`, for sentences. */
  get where(): string {
    return hostAndPort(this.#profile.host, this.#profile.port)
  }

  /** The open connection, or a new one. Fails with the reason in one sentence. */
  async get(purpose: Purpose, virtualHost: string, signal?: AbortSignal): Promise<Link> {
    if (this.#life.signal.aborted)
      throw new Failure(
        'connection-lost',
        `The connection to ${this.where} is closed; open it again.`,
      )
    if (this.#refused !== null) throw this.#refused
    const key = JSON.stringify([purpose, virtualHost])
    const known = this.#open.get(key)
    if (known !== undefined) return known
    const life = this.#life.signal
    const limit = limitedBy(signal === undefined ? [life] : [signal, life], null)
    const opening = openLink(this.#profile, this.#secret, virtualHost, purpose, limit.signal)
      .catch(async (problem: unknown) => {
        const failure = await this.#explained(virtualHost, problem, limit.signal)
        if (failure.code === 'refused' && replyOf(problem)?.code === 403) this.#refused = failure
        throw failure
      })
      .finally(limit.release)
    this.#open.set(key, opening)
    const forget = () => {
      if (this.#open.get(key) === opening) this.#open.delete(key)
    }
    opening.then((link) => link.ended.then(forget), forget)
    return opening
  }

  /** The driver drops the server's words about a virtual host, so they are asked for once more. */
  async #explained(virtualHost: string, problem: unknown, signal: AbortSignal): Promise<Failure> {
    const isDropped = problem instanceof Error && /got <ConnectionClose/.test(problem.message)
    if (!isDropped) return connectFailure(this.where, problem)
    const asked = await shakeHands({ ...this.#profile, virtualHost }, this.#secret, signal)
    if (asked.reached !== 'login') return connectFailure(this.where, problem)
    return new Failure('refused', `${this.where}: the server answered "${asked.reply}".`)
  }

  /** Resolves with the reason when `link` ends before it is closed here; else never. */
  async lossOf(link: Link): Promise<Failure> {
    await link.ended
    if (this.#life.signal.aborted) return new Promise<never>(() => {})
    const reply = replyOf(link.fault())
    return reply === null
      ? new Failure('connection-lost', `${this.where}: the connection was lost.`)
      : new Failure('connection-lost', `${this.where}: the server answered "${reply.words}".`)
  }

  /** Says goodbye on every connection and cuts those that do not answer. */
  async close(): Promise<void> {
    this.#life.abort()
    const links = await Promise.allSettled(this.#open.values())
    this.#open.clear()
    await Promise.all(
      links.map(async (link) => {
        if (link.status === 'fulfilled') await closeLink(link.value)
      }),
    )
  }
}

/** Ends a connection politely when the server answers, at once when it does not. */
export async function closeLink(link: Link): Promise<void> {
  const late = setTimeout(link.cut, goodbyeMs)
  link.model.close().catch(() => link.cut())
  await link.ended
  clearTimeout(late)
  link.cut()
}

/** Runs `work` on a channel of its own and closes it, whatever happens. Rejects with the driver's error. */
export async function withChannel<Result>(
  link: Link,
  work: (channel: Channel) => Promise<Result>,
): Promise<Result> {
  const channel = await link.model.createChannel()
  let fault: unknown = null
  channel.on('error', (problem: Error) => {
    fault = problem
  })
  // The driver leaves a get pending for ever when the connection breaks between its reply and its message.
  const gone = new Promise<never>((_, reject) => {
    channel.once('close', () => reject(fault ?? link.fault() ?? new Error('the channel closed')))
  })
  gone.catch(() => undefined)
  return thenClose(link, channel, () => Promise.race([work(channel), gone]))
}

/** The same with publisher confirms; `work` learns of a loss from the confirm that fails. */
export async function withConfirmChannel<Result>(
  link: Link,
  work: (channel: ConfirmChannel) => Promise<Result>,
): Promise<Result> {
  const channel = await link.model.createConfirmChannel()
  channel.on('error', () => {})
  return thenClose(link, channel, () => work(channel))
}

async function thenClose<Result>(
  link: Link,
  channel: Channel,
  work: () => Promise<Result>,
): Promise<Result> {
  let open = true
  channel.once('close', () => {
    open = false
  })
  try {
    return await work()
  } finally {
    // A channel the server has closed cannot be closed again; a lost connection closes it by itself.
    if (open) await Promise.race([channel.close().catch(() => undefined), link.ended])
  }
}
