/** A pasted AMQP URI as a draft profile [RabbitMQ: URI specification]. */
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { canonicalHost } from './host-name.ts'

export interface ParsedAmqpUri {
  readonly profile: RabbitmqProfile
  /** Handed to the form once; never part of the profile. */
  readonly password: string | null
  /** Names of the profile's fields the URI filled, and `password`. */
  readonly filled: readonly string[]
}

const shape = /^(amqps?):\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#@]*)(?::([0-9]*))?(?:\/([^/?#]*))?$/

/**
 * Fails `invalid` with the first thing that is wrong. Query parameters are refused: a link must not be able to switch
 * options on. `amqp://h/` names the virtual host `''` by the specification; `amqp://h` means the default `/`.
 */
export function parseAmqpUri(uri: string): ParsedAmqpUri {
  const text = uri.trim()
  const found = shape.exec(text)
  if (found === null) throw new Failure('invalid', whatIsWrong(text))
  const [, scheme, login, hostPart = '', portPart, pathPart] = found
  const tls = scheme === 'amqps'
  const filled: string[] = ['host', 'port', 'tls']
  const host = canonicalHost(decoded(hostPart, 'host'))
  const port = portPart ? Number(portPart) : tls ? 5671 : 5672
  if (port < 1 || port > 65535)
    throw new Failure('invalid', `The port ${port} is not one; a port is a number from 1 to 65535.`)
  let username = 'guest'
  let password: string | null = null
  if (login !== undefined) {
    const colon = login.indexOf(':')
    username = decoded(colon < 0 ? login : login.slice(0, colon), 'user name')
    password = colon < 0 ? null : decoded(login.slice(colon + 1), 'password')
    filled.push('username')
    if (password !== null) filled.push('password')
  }
  let virtualHost = '/'
  if (pathPart !== undefined && pathPart !== '') {
    virtualHost = decoded(pathPart, 'virtual host')
    filled.push('virtualHost')
  }
  if (Buffer.byteLength(virtualHost) > limits.nameBytes)
    throw new Failure('invalid', 'The virtual host in this URI is longer than 255 bytes.')
  if (username.length > limits.nameBytes)
    throw new Failure('invalid', 'The user name in this URI is longer than 255 characters.')
  return {
    profile: {
      kind: 'rabbitmq',
      id: 'draft',
      name: host.slice(0, 120),
      environment: isLoopback(host) ? 'local' : 'production',
      host,
      port,
      tls,
      tlsVerify: true,
      virtualHost,
      username,
      management: null,
    },
    password,
    filled,
  }
}

/** The management addresses a server usually has beside this one, likeliest first. */
export function usualManagementUrls(
  profile: Pick<RabbitmqProfile, 'host' | 'tls'>,
): readonly string[] {
  const host = profile.host.includes(':') ? `[${profile.host}]` : profile.host
  const plain = `http://${host}:15672`
  const secure = `https://${host}:15671`
  return profile.tls ? [secure, plain] : [plain, secure]
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

function decoded(text: string, part: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Failure(
      'invalid',
      `The ${part} in this URI has a % that is not followed by two hex digits.`,
    )
  }
}

function whatIsWrong(text: string): string {
  if (!/^amqps?:\/\//.test(text))
    return 'This is not an AMQP URI; it must start with amqp:// or amqps://.'
  if (/[?#]/.test(text))
    return 'Take away everything from the ? or # on; options are set in the form.'
  if ((text.match(/\//g) ?? []).length > 3)
    return 'A slash inside the virtual host must be written %2F.'
  return 'This URI cannot be read; it must look like amqps://user:password@host:5671/virtual-host, with @ : and / inside a part written %40 %3A and %2F.'
}
