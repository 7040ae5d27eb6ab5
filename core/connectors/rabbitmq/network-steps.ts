/** The first three steps of a connection test: name, TCP, TLS. */
import { isIP } from 'node:net'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { Failure } from '#core/model/failure.ts'
import { networkCause } from './fault.ts'
import { canonicalHost, hostAndPort } from './host-name.ts'
import { acceptedBy, addressesOf, spokenAt, type TlsFacts, tlsFacts } from './probe.ts'
import { advice, type Finding, failed, notApplicable, passed, type Try } from './test-step.ts'

const dayMs = 86_400_000

export async function nameStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  let host: string
  try {
    host = canonicalHost(profile.host)
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem
    return failed(problem.message, null, [
      advice('Enter the host only, without scheme, port or path'),
    ])
  }
  if (isIP(host) !== 0) return notApplicable(`${host} is an address; there is no name to look up.`)
  try {
    const addresses = [...new Set(await addressesOf(host, signal))]
    return passed(`${host} is ${listed(addresses)}.`)
  } catch (problem) {
    const late = networkCause(problem) === 'timeout'
    return failed(
      late
        ? `The resolver did not answer for ${host} within 10 s.`
        : `The name ${host} is not known.`,
      problem instanceof Error ? problem.message : null,
      [
        advice('Check the spelling'),
        advice('Connect the VPN this name belongs to'),
        advice('Enter an address'),
      ],
    )
  }
}

export async function tcpStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  const where = hostAndPort(profile.host, profile.port)
  try {
    const address = await acceptedBy(canonicalHost(profile.host), profile.port, signal)
    return passed(`${hostAndPort(address, profile.port)} accepted the connection.`)
  } catch (problem) {
    const cause = networkCause(problem)
    const fact = {
      refused: `${where} refused the connection: nothing listens on that port.`,
      timeout: `${where} did not answer within 10 s; a firewall may drop the packets.`,
      unreachable: `There is no route to ${where}.`,
    }[cause as string]
    return failed(
      fact ?? `${where} could not be connected to.`,
      problem instanceof Error && problem.message !== '' ? problem.message : null,
      [
        ...otherPorts(profile),
        advice('Check that the server runs'),
        advice('Check the firewall and the VPN'),
      ],
    )
  }
}

/** The usual ports of AMQP, without the one that was tried. */
function otherPorts(profile: RabbitmqProfile): readonly Try[] {
  const plain: Try = { say: 'Use port 5672 without TLS', set: { port: '5672', tls: 'false' } }
  const secure: Try = { say: 'Use port 5671 with TLS', set: { port: '5671', tls: 'true' } }
  return (profile.tls ? [secure, plain] : [plain, secure]).filter(
    (one) => one.set?.port !== String(profile.port),
  )
}

export async function tlsStep(profile: RabbitmqProfile, signal: AbortSignal): Promise<Finding> {
  if (!profile.tls) return notApplicable('TLS is switched off for this connection.')
  const host = canonicalHost(profile.host)
  const where = hostAndPort(profile.host, profile.port)
  try {
    return judge(profile, await tlsFacts(host, profile.port, signal))
  } catch (problem) {
    signal.throwIfAborted()
    const spoken = await spokenAt(host, profile.port, signal)
    const off: Try = { say: 'Switch TLS off', set: { tls: 'false' } }
    const tlsPort: Try = { say: 'Use the TLS port 5671', set: { port: '5671' } }
    const reply = problem instanceof Error ? problem.message.split('\n', 1)[0]! : null
    if (spoken === 'amqp-0-9-1')
      return failed(`${where} speaks plain AMQP, not TLS.`, reply, [tlsPort, off])
    if (spoken === 'http')
      return failed(`${where} speaks HTTP, not AMQP over TLS.`, reply, [tlsPort])
    return failed(`${where} ended the TLS handshake.`, reply, [
      advice('Check whether it asks for a client certificate'),
      tlsPort,
      off,
    ])
  }
}

function judge(profile: RabbitmqProfile, facts: TlsFacts): Finding {
  const now = Date.now()
  const days = facts.validTo === null ? null : Math.floor((facts.validTo.getTime() - now) / dayMs)
  const left = days === null ? '' : days < 0 ? `, expired ${-days} days ago` : `, ${days} days left`
  const about = `${facts.protocol}, certificate for ${facts.subject}${left}`
  if (facts.problem === null) return passed(`${about}.`)
  const why = certificateWords(facts, profile.host)
  if (!profile.tlsVerify) return passed(`${about}; not verified: ${why}.`)
  return failed(
    `${about}, issued by ${facts.issuer}. It is not accepted: ${why}.`,
    facts.problem,
    certificateTries(facts),
  )
}

function certificateWords(facts: TlsFacts, host: string): string {
  switch (facts.problem) {
    case 'CERT_HAS_EXPIRED':
      return 'it has expired'
    case 'CERT_NOT_YET_VALID':
      return 'it is not valid yet'
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `it is for ${facts.names || facts.subject}, not for ${host}`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return 'it is signed by an authority this machine does not know'
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'its issuer is unknown here, or the server leaves out an intermediate certificate'
    default:
      return 'it did not pass the check'
  }
}

function certificateTries(facts: TlsFacts): readonly Try[] {
  if (facts.problem === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const name = /DNS:([^,\s*]+)/.exec(facts.names)?.[1]
    if (name !== undefined) return [{ say: `Use ${name}`, set: { host: name } }]
  }
  if (facts.problem === 'CERT_HAS_EXPIRED')
    return [advice('Ask the owner of the server to renew its certificate')]
  return [
    advice('Add the authority to this machine and name its file in NODE_EXTRA_CA_CERTS'),
    advice('Ask the owner of the server which authority signs its certificates'),
  ]
}

function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
