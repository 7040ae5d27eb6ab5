/** The first three steps of a connection test: name, TCP, TLS. */
import { isIP } from 'node:net'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import type { SaidPart, Told } from '#core/model/said.ts'
import { type NetworkCause, networkCause } from './fault.ts'
import { canonicalHost, hostAndPort } from './host-name.ts'
import { acceptedBy, addressesOf, spokenAt, type TlsFacts, tlsFacts } from './probe.ts'
import {
  advice,
  type Finding,
  failed,
  notApplicable,
  part,
  passed,
  proposal,
  type Try,
  tell,
} from './test-step.ts'

const dayMs = 86_400_000

export async function nameStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  let host: string
  try {
    host = canonicalHost(profile.host)
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem
    return failed(problem, null, [advice(tell('hostOnly'))])
  }
  if (isIP(host) !== 0) return notApplicable(tell('isAddress', { host }))
  try {
    const addresses = [...new Set(await addressesOf(host, signal))]
    return passed(tell('nameIs', { host, addresses: addresses.join(', ') }))
  } catch (problem) {
    const late = networkCause(problem) === 'timeout'
    return failed(
      tell(late ? 'resolverSilent' : 'nameUnknown', { host }),
      problem instanceof Error ? problem.message : null,
      [advice(tell('checkSpelling')), advice(tell('connectVpn')), advice(tell('enterAddress'))],
    )
  }
}

const unreached = new Map<NetworkCause, 'nothingListens' | 'noAnswer' | 'noRoute'>([
  ['refused', 'nothingListens'],
  ['timeout', 'noAnswer'],
  ['unreachable', 'noRoute'],
])

export async function tcpStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  const where = hostAndPort(profile.host, profile.port)
  try {
    const address = await acceptedBy(canonicalHost(profile.host), profile.port, signal)
    return passed(tell('accepted', { where: hostAndPort(address, profile.port) }))
  } catch (problem) {
    return failed(
      tell(unreached.get(networkCause(problem)) ?? 'notConnected', { where }),
      problem instanceof Error && problem.message !== '' ? problem.message : null,
      [...otherPorts(profile), advice(tell('checkRuns')), advice(tell('checkFirewall'))],
    )
  }
}

/** The usual ports of AMQP, without the one that was tried. */
function otherPorts(profile: RabbitmqProfile): readonly Try[] {
  const plain = proposal(tell('usePlainPort'), { port: '5672', tls: 'false' })
  const secure = proposal(tell('useSecurePort'), { port: '5671', tls: 'true' })
  return (profile.tls ? [secure, plain] : [plain, secure]).filter(
    (one) => one.set?.port !== String(profile.port),
  )
}

export async function tlsStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  if (!profile.tls) return notApplicable(tell('tlsOff'))
  const host = canonicalHost(profile.host)
  const where = hostAndPort(profile.host, profile.port)
  try {
    return judge(profile, await tlsFacts(host, profile.port, signal))
  } catch (problem) {
    signal.throwIfAborted()
    const spoken = await spokenAt(host, profile.port, signal)
    const off = proposal(tell('switchTlsOff'), { tls: 'false' })
    const tlsPort = proposal(tell('useTlsPort'), { port: '5671' })
    const reply = problem instanceof Error ? problem.message.split('\n', 1)[0]! : null
    if (spoken === 'amqp-0-9-1') return failed(tell('plainAmqp', { where }), reply, [tlsPort, off])
    if (spoken === 'http') return failed(tell('httpNotTls', { where }), reply, [tlsPort])
    return failed(tell('handshakeEnded', { where }), reply, [
      advice(tell('checkClientCertificate')),
      tlsPort,
      off,
    ])
  }
}

function judge(profile: RabbitmqProfile, facts: TlsFacts): Finding {
  const now = Date.now()
  const days = facts.validTo === null ? null : Math.floor((facts.validTo.getTime() - now) / dayMs)
  const { protocol, subject, issuer } = facts
  const certificate =
    days === null
      ? part('certificate', { protocol, subject })
      : days < 0
        ? part('certificateExpired', { protocol, subject, days: -days })
        : part('certificateLeft', { protocol, subject, days })
  if (facts.problem === null) return passed(tell('certificateGood', { certificate }))
  const why = certificateWords(facts, profile.host)
  if (!profile.tlsVerify) return passed(tell('certificateUnverified', { certificate, why }))
  return failed(
    tell('certificateRefused', { certificate, issuer, why }),
    facts.problem,
    certificateTries(facts),
  )
}

function certificateWords(facts: TlsFacts, host: string): Told<SaidPart> {
  switch (facts.problem) {
    case 'CERT_HAS_EXPIRED':
      return part('whyExpired')
    case 'CERT_NOT_YET_VALID':
      return part('whyNotYet')
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return part('whyOtherName', { names: facts.names || facts.subject, host })
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return part('whyUnknownAuthority')
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return part('whyUnknownIssuer')
    default:
      return part('whyFailed')
  }
}

function certificateTries(facts: TlsFacts): readonly Try[] {
  if (facts.problem === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const name = /DNS:([^,\s*]+)/.exec(facts.names)?.[1]
    if (name !== undefined) return [proposal(tell('use', { value: name }), { host: name })]
  }
  if (facts.problem === 'CERT_HAS_EXPIRED') return [advice(tell('renewCertificate'))]
  return [advice(tell('addAuthority')), advice(tell('askAuthority'))]
}
