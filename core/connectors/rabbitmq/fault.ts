/** What went wrong on the wire, told apart by cause; the words are safe to show and never hold a secret. */
import { Failure, type FailureCode } from '#core/model/failure.ts'
import { hostSentences } from '#core/model/host-sentences.ts'
import { type SaidPart, type Told, teller } from '#core/model/said.ts'

/** The server's own refusal, as AMQP carries it. */
export interface Reply {
  readonly code: number
  /** `530 NOT_ALLOWED - vhost orders not found` */
  readonly words: string
}

const handshakeReply = /(\d{3}) \([A-Z-]+\) with message "([\s\S]*)"/
const errorWithCode = (problem: unknown): string =>
  problem instanceof Error && 'code' in problem ? String(problem.code) : ''

/** The reply inside a driver's error, or null when the server said nothing. */
export function replyOf(problem: unknown): Reply | null {
  if (!(problem instanceof Error)) return null
  const found = handshakeReply.exec(problem.message)
  if (found === null) return null
  return { code: Number(found[1]), words: `${found[1]} ${found[2]}` }
}

/** A cause below AMQP. `certificate` carries OpenSSL's own name for it. */
export type NetworkCause =
  | 'name-not-found'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'certificate'
  | 'not-tls'
  | 'not-http'
  | 'reset'
  | 'cancelled'
  | 'other'

const causes: readonly (readonly [RegExp, NetworkCause])[] = [
  [/^(ENOTFOUND|EAI_)/, 'name-not-found'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN)$/, 'unreachable'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'timeout'],
  [/^(EPROTO|ERR_SSL_)/, 'not-tls'],
  [/^HPE_/, 'not-http'],
  [/CERT|ISSUER|SELF_SIGNED|UNABLE_TO_|ALTNAME|CRL_|HOSTNAME_MISMATCH/, 'certificate'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)$/, 'reset'],
  [/^ABORT_ERR$/, 'cancelled'],
]

export function networkCause(problem: unknown): NetworkCause {
  // A name with several addresses fails with one error per address; the first stands for all.
  const one = problem instanceof AggregateError ? problem.errors[0] : problem
  const code = errorWithCode(one)
  const known = causes.find(([pattern]) => pattern.test(code))
  if (known !== undefined) return known[1]
  const words = one instanceof Error ? one.message : ''
  if (/ETIMEDOUT|timeout/i.test(words)) return 'timeout'
  if (/closed abruptly|socket hang up|disconnected before/i.test(words)) return 'reset'
  return 'other'
}

/** OpenSSL's name of a certificate problem, as words: `CERT_HAS_EXPIRED`. */
export function certificateCode(problem: unknown): string {
  return errorWithCode(problem)
}

const { tell, part } = teller(hostSentences)

/** Where the management API was looked for. */
export const managementAt = (origin: string): Told<SaidPart> => part('managementAt', { origin })

const networkSentences = {
  'name-not-found': ['not-found', 'failName'],
  refused: ['connection-lost', 'failRefused'],
  unreachable: ['connection-lost', 'failUnreachable'],
  timeout: ['timeout', 'failTimeout'],
  certificate: ['refused', 'failCertificate'],
  'not-tls': ['refused', 'failNotTls'],
  'not-http': ['refused', 'failNotHttp'],
  reset: ['connection-lost', 'failReset'],
  cancelled: ['connection-lost', 'failCancelled'],
  other: ['connection-lost', 'failOther'],
} as const satisfies Record<NetworkCause, readonly [FailureCode, string]>

/** The failure of an attempt to connect: `<where>: <cause and next step>`, or the server's own words. */
export function connectFailure(where: string | Told<SaidPart>, problem: unknown): Failure {
  if (problem instanceof Failure) return problem
  const reply = replyOf(problem)
  if (reply !== null) return replyFailure(where, reply)
  const [code, sentence] = networkSentences[networkCause(problem)]
  return new Failure(code, tell(sentence, { where }))
}

const replyCodes: Readonly<Record<number, FailureCode>> = {
  311: 'refused',
  403: 'refused',
  404: 'not-found',
  405: 'refused',
  406: 'refused',
  530: 'refused',
  540: 'unsupported',
}

/** A refusal in the server's own words. */
export function replyFailure(where: string | Told<SaidPart>, reply: Reply): Failure {
  return new Failure(
    replyCodes[reply.code] ?? 'connection-lost',
    tell('failReply', { where, words: reply.words }),
  )
}

/** Fails after a channel operation: the server's reply, or the loss of the connection. */
export function channelFailure(where: string, problem: unknown): Failure {
  if (problem instanceof Failure) return problem
  const reply = replyOf(problem)
  if (reply !== null) return replyFailure(where, reply)
  return new Failure('connection-lost', tell('failLost', { where }))
}
