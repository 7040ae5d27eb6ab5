/** Login and virtual host: two steps of a connection test, read off one handshake. */
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { networkCause } from './fault.ts'
import type { Handshake } from './handshake.ts'
import { hostAndPort } from './host-name.ts'
import { advice, type Finding, failed, notRun, passed, type Try } from './test-step.ts'
import { isLoopback } from './uri.ts'

export function loginFinding(
  profile: RabbitmqProfile,
  secret: string | null,
  handshake: Handshake,
): Finding {
  switch (handshake.reached) {
    case 'open':
    case 'login': {
      const { product, version, platform } = handshake.server
      const runtime = platform.replace('Erlang/OTP', 'Erlang')
      return passed(`${profile.username} by PLAIN. Server ${product} ${version}, ${runtime}.`)
    }
    case 'greeting':
      return loginRefused(profile, secret, handshake.reply)
    case 'nothing':
      return notAmqp(profile, handshake)
  }
}

function loginRefused(
  profile: RabbitmqProfile,
  secret: string | null,
  reply: string | null,
): Finding {
  const tries: Try[] = []
  if (secret === null || secret === '') tries.push(advice('Enter the password'))
  if (profile.username === 'guest' && !isLoopback(profile.host))
    tries.push(advice("Use another user: guest may log in only from the server's own machine"))
  tries.push(advice('Check the user name and the password'))
  const fact =
    reply === null
      ? `The server ended the connection during the login of ${profile.username}.`
      : `The server refused the login of ${profile.username}.`
  return failed(fact, reply, tries)
}

/** The connection ended without a word of AMQP 0-9-1. */
function notAmqp(
  profile: RabbitmqProfile,
  { spoken, problem }: Handshake & { readonly reached: 'nothing' },
): Finding {
  const where = hostAndPort(profile.host, profile.port)
  const usual = profile.tls ? '5671' : '5672'
  const amqpPort: Try = { say: `Use the AMQP port ${usual}`, set: { port: usual } }
  switch (spoken) {
    case 'http':
      return failed(`${where} speaks HTTP, not AMQP; it may be the management API.`, null, [
        amqpPort,
      ])
    case 'tls':
      return failed(`${where} expects TLS.`, null, [
        { say: 'Switch TLS on', set: { tls: 'true' } },
        amqpPort,
      ])
    case 'other-amqp':
      return failed(`${where} speaks another version of AMQP than 0-9-1.`, null, [amqpPort])
    case 'something-else':
      return failed(`${where} speaks something that is not AMQP.`, null, [amqpPort])
    case 'amqp-0-9-1':
    case 'silence': {
      const late = networkCause(problem) === 'timeout'
      const fact = late
        ? `${where} accepted the connection but said nothing.`
        : `${where} closed the connection before it said anything.`
      return failed(fact, null, [amqpPort, advice("Look into the server's log")])
    }
  }
}

/** `known`: the virtual hosts the management API lists, or null. */
export function virtualHostFinding(
  profile: RabbitmqProfile,
  handshake: Handshake | null,
  known: readonly string[] | null,
): Finding {
  const name = profile.virtualHost
  if (handshake?.reached === 'open') return passed(`${name} is open to ${profile.username}.`)
  if (handshake?.reached !== 'login') return notRun('Waits for the login.')
  const tries = (known ?? [])
    .filter((other) => other !== name)
    .sort((one, other) => Number(isNear(other, name)) - Number(isNear(one, name)))
    .map((other): Try => ({ say: `Use ${other}`, set: { virtualHost: other } }))
  const listed =
    known === null
      ? ''
      : ` The management API lists ${known.length}: ${known.slice(0, 5).join(', ')}.`
  const fact = / not found$/.test(handshake.reply)
    ? `There is no virtual host named ${name}. The server closed the connection.${listed}`
    : `The server does not open the virtual host ${name} to ${profile.username}.${listed}`
  if (tries.length === 0 && name !== '/') tries.push({ say: 'Use /', set: { virtualHost: '/' } })
  return failed(fact, handshake.reply, [
    ...tries.slice(0, 2),
    advice('Ask an administrator for access'),
  ])
}

/** The slash is part of a virtual host's name, which is easily forgotten. */
function isNear(one: string, other: string): boolean {
  return one.replace(/^\//, '').toLowerCase() === other.replace(/^\//, '').toLowerCase()
}
