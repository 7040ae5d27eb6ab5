import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { openLink } from './amqp.ts'
import { tlsStep } from './network-steps.ts'
import {
  authority,
  expiredCertificate,
  futureCertificate,
  goodCertificate,
  leafKey,
  otherCertificate,
  selfCertificate,
} from './test-certificates.ts'

const known = getCACertificates()
beforeEach(() => setDefaultCACertificates([...known, authority]))
afterEach(() => {
  setDefaultCACertificates(known)
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
})

const never = new AbortController().signal

/** A server with this certificate; resolves with what `work` found and the bytes that came in after the handshake. */
async function presenting<Result>(
  cert: string,
  work: (profile: RabbitmqProfile) => Promise<Result>,
  over: Partial<RabbitmqProfile> = {},
): Promise<{ readonly result: Result; readonly received: number }> {
  let received = 0
  const server = createServer({ key: leafKey, cert }, (socket) => {
    socket.on('data', (part) => {
      received += part.length
    })
    socket.on('error', () => socket.destroy())
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  try {
    const result = await work({
      kind: 'rabbitmq',
      id: 'x',
      name: 'x',
      environment: 'local',
      host: 'localhost',
      port,
      tls: true,
      tlsVerify: true,
      virtualHost: '/',
      username: 'me',
      management: null,
      ...over,
    })
    return { result, received }
  } finally {
    server.close()
  }
}

const judged = async (cert: string, over?: Partial<RabbitmqProfile>) =>
  (await presenting(cert, (profile) => tlsStep(profile, never), over)).result

test('a certificate of a known authority for this host passes, with its last day', async () => {
  const step = await judged(goodCertificate)
  expect(step.outcome).toBe('passed')
  expect(step.fact).toMatch(/^TLS 1\.3, certificate for localhost, \d+ days left\.$/)
  expect(await judged(goodCertificate, { host: '127.0.0.1' })).toMatchObject({ outcome: 'passed' })
})

test.each([
  ['expired', expiredCertificate, 'CERT_HAS_EXPIRED', 'it has expired'],
  ['not yet valid', futureCertificate, 'CERT_NOT_YET_VALID', 'not valid yet'],
  ['for another host', otherCertificate, 'ERR_TLS_CERT_ALTNAME_INVALID', 'mq.other.example'],
  ['self-signed', selfCertificate, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'does not know'],
])(
  'a certificate that is %s fails, names the reason and never offers to ignore it',
  async (_, cert, reply, words) => {
    const step = await judged(cert)
    expect(step).toMatchObject({ outcome: 'failed', reply })
    expect(step.fact).toContain(words)
    expect(step.tries.filter(({ set }) => set !== null && 'tls' in set)).toEqual([])
  },
)

test('a certificate of an unknown authority fails', async () => {
  setDefaultCACertificates(known)
  expect(await judged(goodCertificate)).toMatchObject({ outcome: 'failed' })
})

test('the name a certificate is for is offered', async () => {
  const step = await judged(otherCertificate)
  expect(step.tries[0]?.set).toEqual({ host: 'mq.other.example' })
})

test('where checking is off the certificate passes and is said to be unchecked', async () => {
  const step = await judged(selfCertificate, { tlsVerify: false })
  expect(step.outcome).toBe('passed')
  expect(step.fact).toContain('not verified')
})

test('a server with a bad certificate is told nothing, whatever the environment says', async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  for (const cert of [selfCertificate, expiredCertificate, otherCertificate]) {
    const { result, received } = await presenting(cert, (profile) =>
      openLink(profile, 'secret', '/', 'test', never).then(
        () => 'opened',
        () => 'refused',
      ),
    )
    expect(result).toBe('refused')
    expect(received).toBe(0)
  }
})
