/** What a server shows before any login: its addresses, whether it accepts, its certificate, and what it speaks. */
import { lookup } from 'node:dns/promises'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import { limitedBy } from './limit.ts'
import { connectTimeoutMs } from './server-facts.ts'

const guessWithinMs = 3000
/** The first bytes tell; nothing more is read. */
const enoughBytes = 8

/** Every address of a name. Rejects with the resolver's error, or after 10 s. */
export async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = lookup(host, { all: true, verbatim: true })
  return (await within(found, signal)).map(({ address }) => address)
}

/** Connects and hangs up; resolves with the address that accepted. */
export function acceptedBy(host: string, port: number, signal: AbortSignal): Promise<string> {
  return withSocket(
    connectTcp({ host, port }),
    'connect',
    signal,
    (socket) => socket.remoteAddress ?? host,
  )
}

export interface TlsFacts {
  /** `TLS 1.3` */
  readonly protocol: string
  readonly subject: string
  readonly issuer: string
  readonly validTo: Date | null
  readonly validFrom: Date | null
  /** Names the certificate is for. */
  readonly names: string
  /** Null when the certificate was accepted, else OpenSSL's name for what is wrong. */
  readonly problem: string | null
}

/** Shakes hands and reads the certificate whether or not it is acceptable: so that the reason can be shown. */
export function tlsFacts(host: string, port: number, signal: AbortSignal): Promise<TlsFacts> {
  const socket = connectTls({
    host,
    port,
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  return withSocket(socket, 'secureConnect', signal, () => {
    const certificate: Partial<PeerCertificate> = socket.getPeerCertificate()
    const problem: unknown = socket.authorizationError
    return {
      protocol: (socket.getProtocol() ?? '').replace('TLSv', 'TLS '),
      subject: nameIn(certificate.subject),
      issuer: nameIn(certificate.issuer),
      validTo: dateOf(certificate.valid_to),
      validFrom: dateOf(certificate.valid_from),
      names: certificate.subjectaltname ?? '',
      problem: socket.authorized ? null : problemCode(problem),
    }
  })
}

export type Spoken = 'amqp-0-9-1' | 'other-amqp' | 'http' | 'tls' | 'silence' | 'something-else'

/**
 * Says the AMQP greeting and a line's end: an AMQP server answers the first, an HTTP server complains about the whole.
 * A server that hangs up without a word is asked whether it speaks TLS.
 */
export async function spokenAt(host: string, port: number, signal: AbortSignal): Promise<Spoken> {
  const spoken = languageOf(await heardAt(host, port, signal))
  if (spoken !== 'silence') return spoken
  const limit = limitedBy([signal], guessWithinMs)
  return tlsFacts(host, port, limit.signal)
    .then(
      () => 'tls' as const,
      () => 'silence' as const,
    )
    .finally(limit.release)
}

function heardAt(host: string, port: number, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port })
    let heard = Buffer.alloc(0)
    const end = () => {
      clearTimeout(late)
      socket.destroy()
      resolve(heard)
    }
    const late = setTimeout(end, guessWithinMs)
    signal.addEventListener('abort', end, { once: true })
    socket.once('connect', () => socket.write('AMQP\x00\x00\x09\x01\r\n\r\n', 'latin1'))
    socket.on('data', (part) => {
      heard = Buffer.concat([heard, part])
      if (heard.length >= enoughBytes) end()
    })
    socket.on('error', end)
    socket.once('close', end)
  })
}

/** Told by the first bytes. */
export function languageOf(heard: Buffer): Spoken {
  if (heard.length === 0) return 'silence'
  const text = heard.toString('latin1', 0, 8)
  if (text.startsWith('HTTP/')) return 'http'
  if (text.startsWith('AMQP')) return 'other-amqp'
  if (heard[0] === 0x15 && heard[1] === 0x03) return 'tls'
  if (heard[0] === 1 && heard[1] === 0 && heard[2] === 0) return 'amqp-0-9-1'
  return 'something-else'
}

function nameIn(holder: Readonly<Record<string, unknown>> | undefined): string {
  return String(holder?.CN ?? holder?.O ?? 'no name')
}

function dateOf(text: string | undefined): Date | null {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}

function problemCode(problem: unknown): string {
  if (problem instanceof Error && 'code' in problem) return String(problem.code)
  return problem === null || problem === undefined ? 'UNKNOWN' : String(problem)
}

function withSocket<Result>(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  read: (socket: Socket) => Result,
): Promise<Result> {
  const opened = new Promise<Result>((resolve, reject) => {
    socket.once(event, () => resolve(read(socket)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('socket closed abruptly')))
  })
  return within(opened, signal).finally(() => {
    socket.on('error', () => {})
    socket.destroy()
  })
}

async function within<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted()
  let stop = () => {}
  const stopped = new Promise<never>((_, reject) => {
    const late = setTimeout(() => {
      reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
    }, connectTimeoutMs)
    const cancel = () => reject(signal.reason)
    signal.addEventListener('abort', cancel, { once: true })
    stop = () => {
      clearTimeout(late)
      signal.removeEventListener('abort', cancel)
    }
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    stop()
  }
}
