/** Login and virtual host: two steps of a connection test, read off one handshake. */
import type { RabbitmqProfile } from '#core/model/connection.ts'
import type { Told } from '#core/model/said.ts'
import { networkCause } from './fault.ts'
import type { Handshake } from './handshake.ts'
import { hostAndPort } from './host-name.ts'
import {
  advice,
  type Finding,
  failed,
  notRun,
  passed,
  proposal,
  type Try,
  tell,
} from './test-step.ts'
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
      return passed(tell('loggedIn', { user: profile.username, product, version, runtime }))
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
  if (secret === null || secret === '') tries.push(advice(tell('enterPassword')))
  if (profile.username === 'guest' && !isLoopback(profile.host))
    tries.push(advice(tell('guestIsLocal')))
  tries.push(advice(tell('checkUser')))
  const fact = tell(reply === null ? 'loginEnded' : 'loginRefused', { user: profile.username })
  return failed(fact, reply, tries)
}

/** The connection ended without a word of AMQP 0-9-1. */
function notAmqp(
  profile: RabbitmqProfile,
  { spoken, problem }: Handshake & { readonly reached: 'nothing' },
): Finding {
  const where = hostAndPort(profile.host, profile.port)
  const usual = profile.tls ? '5671' : '5672'
  const amqpPort = proposal(tell('useAmqpPort', { port: usual }), { port: usual })
  switch (spoken) {
    case 'http':
      return failed(tell('httpNotAmqp', { where }), null, [amqpPort])
    case 'tls':
      return failed(tell('expectsTls', { where }), null, [
        proposal(tell('switchTlsOn'), { tls: 'true' }),
        amqpPort,
      ])
    case 'other-amqp':
      return failed(tell('otherAmqp', { where }), null, [amqpPort])
    case 'something-else':
      return failed(tell('notAmqp', { where }), null, [amqpPort])
    case 'amqp-0-9-1':
    case 'silence': {
      const late = networkCause(problem) === 'timeout'
      const fact = tell(late ? 'saidNothing' : 'closedSilently', { where })
      return failed(fact, null, [amqpPort, advice(tell('lookIntoLog'))])
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
  if (handshake?.reached === 'open')
    return passed(tell('virtualHostOpen', { name, user: profile.username }))
  if (handshake?.reached !== 'login') return notRun(tell('waitsForLogin'))
  const tries = (known ?? [])
    .filter((other) => other !== name)
    .sort((one, other) => Number(isNear(other, name)) - Number(isNear(one, name)))
    .map((other) => proposal(tell('use', { value: other }), { virtualHost: other }))
  const fact = shutFact(name, profile.username, / not found$/.test(handshake.reply), known)
  if (tries.length === 0 && name !== '/') {
    tries.push(proposal(tell('use', { value: '/' }), { virtualHost: '/' }))
  }
  return failed(fact, handshake.reply, [...tries.slice(0, 2), advice(tell('askAccess'))])
}

function shutFact(
  name: string,
  user: string,
  isMissing: boolean,
  known: readonly string[] | null,
): Told {
  if (known === null) {
    return isMissing ? tell('noVirtualHost', { name }) : tell('virtualHostShut', { name, user })
  }
  const listed = { count: known.length, names: known.slice(0, 5).join(', ') }
  return isMissing
    ? tell('noVirtualHostOf', { name, ...listed })
    : tell('virtualHostShutOf', { name, user, ...listed })
}

/** The slash is part of a virtual host's name, which is easily forgotten. */
function isNear(one: string, other: string): boolean {
  return one.replace(/^\//, '').toLowerCase() === other.replace(/^\//, '').toLowerCase()
}
