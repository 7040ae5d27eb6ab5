/**
 * The opening of an AMQP connection, said by hand and ended at once. The driver merges a refused login, a refused
 * virtual host and a foreign protocol into one error and drops the server's words; a test has to tell them apart.
 * [AMQP 0-9-1, 1.4: connection class; RabbitMQ: authentication failure notification]
 */
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { decodeTable, Reader } from './field-table.ts'
import { canonicalHost } from './host-name.ts'
import { languageOf, type Spoken, spokenAt } from './probe.ts'
import { connectTimeoutMs, type ServerFacts } from './server-facts.ts'

const method = {
  start: 0x000a000a,
  startOk: 0x000a000b,
  tune: 0x000a001e,
  tuneOk: 0x000a001f,
  open: 0x000a0028,
  openOk: 0x000a0029,
  close: 0x000a0032,
  closeOk: 0x000a0033,
} as const

/** Silence this long after the greeting is worth asking what else may listen there. */
const silenceMs = 1500
const maxFrameBytes = 64 * 1024

/** How far it came. `loginMs` ends when the login was answered, `openMs` when the virtual host was. */
export type Handshake =
  | {
      readonly reached: 'open'
      readonly server: ServerFacts
      readonly loginMs: number
      readonly openMs: number
    }
  | {
      readonly reached: 'login'
      readonly server: ServerFacts
      readonly loginMs: number
      readonly openMs: number
      /** Why the virtual host stayed closed, in the server's words. */
      readonly reply: string
    }
  | { readonly reached: 'greeting'; readonly loginMs: number; readonly reply: string | null }
  | {
      readonly reached: 'nothing'
      readonly loginMs: number
      readonly spoken: Spoken
      readonly problem: unknown
    }

/** Never rejects but for an abort: what went wrong is the answer. */
export async function shakeHands(
  profile: RabbitmqProfile,
  secret: string | null,
  signal: AbortSignal,
): Promise<Handshake> {
  const began = performance.now()
  const took = () => Math.round((performance.now() - began) * 10) / 10
  const host = canonicalHost(profile.host)
  const target = { host, port: profile.port }
  const socket = profile.tls
    ? connectTls({
        ...target,
        rejectUnauthorized: profile.tlsVerify,
        ...(isIP(host) === 0 ? { servername: host } : {}),
      })
    : connectTcp(target)
  const talk = new Talk(socket, signal)
  let server: ServerFacts | null = null
  let loginMs: number | null = null
  try {
    await talk.opened(profile.tls ? 'secureConnect' : 'connect')
    socket.write('AMQP\x00\x00\x09\x01', 'latin1')
    server = serverFacts(await talk.expect(method.start))
    talk.say(method.startOk, startOk(profile.username, secret ?? ''))
    const tune = await talk.expect(method.tune)
    loginMs = took()
    talk.say(method.tuneOk, tune)
    talk.say(method.open, Buffer.concat([shortString(profile.virtualHost), Buffer.from([0, 0])]))
    await talk.expect(method.openOk)
    const openMs = Math.round((took() - loginMs) * 10) / 10
    talk.say(
      method.close,
      Buffer.concat([Buffer.from([0, 200]), shortString('test done'), Buffer.alloc(4)]),
    )
    await talk.expect(method.closeOk).catch(() => undefined)
    return { reached: 'open', server, loginMs, openMs }
  } catch (problem) {
    signal.throwIfAborted()
    const reply = problem instanceof Closed ? problem.words : null
    if (server === null) {
      const spoken = await notAmqp(profile, talk.heard, signal)
      return { reached: 'nothing', loginMs: took(), spoken, problem }
    }
    if (loginMs === null || reply === null) return { reached: 'greeting', loginMs: took(), reply }
    return {
      reached: 'login',
      server,
      loginMs,
      openMs: Math.round((took() - loginMs) * 10) / 10,
      reply,
    }
  } finally {
    talk.end()
  }
}

function notAmqp(profile: RabbitmqProfile, heard: Buffer, signal: AbortSignal): Promise<Spoken> {
  if (heard.length > 0 || profile.tls) return Promise.resolve(languageOf(heard))
  return spokenAt(canonicalHost(profile.host), profile.port, signal)
}

/** The server ended the connection and said why. */
class Closed extends Error {
  readonly words: string

  constructor(words: string) {
    super(words)
    this.words = words
  }
}

/** A conversation on channel 0, one method at a time, with a limit on time and size. */
class Talk {
  readonly #socket: Socket
  readonly #fail: (problem: unknown) => void
  readonly #failed: Promise<never>
  readonly #late: NodeJS.Timeout
  #wake: () => void = () => {}
  #silence: NodeJS.Timeout | undefined
  #bytes = Buffer.alloc(0)

  constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket
    socket.setNoDelay(true)
    let fail: (problem: unknown) => void = () => {}
    this.#failed = new Promise<never>((_, reject) => {
      fail = reject
    })
    this.#failed.catch(() => undefined)
    this.#fail = fail
    this.#late = setTimeout(() => this.#endLate(), connectTimeoutMs)
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('socket closed abruptly')))
    socket.on('data', (part) => {
      clearTimeout(this.#silence)
      this.#bytes = Buffer.concat([this.#bytes, part])
      this.#wake()
    })
  }

  /** What was said and not understood. */
  get heard(): Buffer {
    return this.#bytes
  }

  async opened(event: 'connect' | 'secureConnect'): Promise<void> {
    const opened = new Promise<void>((resolve) => this.#socket.once(event, () => resolve()))
    await Promise.race([opened, this.#failed])
    this.#silence = setTimeout(() => this.#endLate(), silenceMs)
  }

  say(id: number, payload: Buffer): void {
    const frame = Buffer.alloc(12 + payload.length)
    frame.writeUInt8(1, 0)
    frame.writeUInt32BE(4 + payload.length, 3)
    frame.writeUInt32BE(id, 7)
    payload.copy(frame, 11)
    frame.writeUInt8(0xce, 11 + payload.length)
    this.#socket.write(frame)
  }

  /** The arguments of the next method. Rejects with `Closed` when it is the server's goodbye. */
  async expect(id: number): Promise<Buffer> {
    for (;;) {
      const frame = this.#frame()
      if (frame === null) {
        const more = new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        await Promise.race([more, this.#failed])
        continue
      }
      const said = frame.readUInt32BE(0)
      if (said === id) return frame.subarray(4)
      if (said !== method.close) throw new Error(`unexpected method ${said.toString(16)}`)
      const reader = new Reader(frame.subarray(4))
      const words = `${reader.short()} ${reader.shortString()}`
      this.say(method.closeOk, Buffer.alloc(0))
      throw new Closed(words)
    }
  }

  end(): void {
    clearTimeout(this.#late)
    clearTimeout(this.#silence)
    this.#socket.destroy()
  }

  #endLate(): void {
    this.#fail(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
  }

  /** The payload of the next whole method frame. */
  #frame(): Buffer | null {
    const bytes = this.#bytes
    if (bytes.length < 7) return null
    const size = bytes.readUInt32BE(3)
    const isMethod = bytes[0] === 1 && bytes.readUInt16BE(1) === 0
    if (!isMethod || size > maxFrameBytes || size < 4) throw new Error('this is not AMQP 0-9-1')
    if (bytes.length < size + 8) return null
    this.#bytes = bytes.subarray(size + 8)
    return bytes.subarray(7, 7 + size)
  }
}

function serverFacts(start: Buffer): ServerFacts {
  const reader = new Reader(start.subarray(2))
  const { fields } = decodeTable(reader.block())
  const text = (name: string) => {
    const value = fields.find(([key]) => key === name)?.[1]
    return typeof value === 'string' ? value : ''
  }
  return { product: text('product'), version: text('version'), platform: text('platform') }
}

/** Client properties, mechanism, response, locale. The capability makes the server say why it refuses a login. */
function startOk(username: string, password: string): Buffer {
  const yes = Buffer.from('t\x01', 'latin1')
  const capabilities = table([['authentication_failure_close', yes]])
  const properties = table([
    ['product', Buffer.concat([Buffer.from('S'), longString(Buffer.from('Sluice'))])],
    ['connection_name', Buffer.concat([Buffer.from('S'), longString(Buffer.from('Sluice test'))])],
    ['capabilities', Buffer.concat([Buffer.from('F'), longString(capabilities)])],
  ])
  const response = Buffer.from(`\0${username}\0${password}`)
  return Buffer.concat([
    longString(properties),
    shortString('PLAIN'),
    longString(response),
    shortString('en_US'),
  ])
}

function table(fields: readonly (readonly [name: string, value: Buffer])[]): Buffer {
  return Buffer.concat(fields.flatMap(([name, value]) => [shortString(name), value]))
}

function shortString(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length]), bytes])
}

function longString(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
