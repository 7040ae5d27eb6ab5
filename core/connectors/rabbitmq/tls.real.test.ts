import { connect } from 'node:net'
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { rabbitmqConnector } from './rabbitmq.ts'
import { filled, numbered, onEach, profileOf, type RealServer, withBroker } from './real-server.ts'
import { authority, goodCertificate, leafKey } from './test-certificates.ts'

/** The real server behind TLS. */
async function behindTls(real: RealServer, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer({ key: leafKey, cert: goodCertificate }, (client) => {
    const upstream = connect({ host: real.host, port: real.amqpPort })
    for (const socket of [client, upstream])
      socket.on('error', () => {
        client.destroy()
        upstream.destroy()
      })
    client.pipe(upstream).pipe(client)
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const known = getCACertificates()
  setDefaultCACertificates([...known, authority])
  try {
    await work(address !== null && typeof address === 'object' ? address.port : 0)
  } finally {
    setDefaultCACertificates(known)
    server.close()
  }
}

describe('over TLS', () => {
  onEach(['4.3'], (real) => {
    test('the connection test passes and a look keeps 64-bit headers', async () => {
      await filled(real, 'tls.look', {}, numbered(3))
      await behindTls(real, async (port) => {
        const profile = profileOf(real, { host: 'localhost', port, tls: true })
        const failed: string[] = []
        const { signal } = new AbortController()
        for await (const step of rabbitmqConnector.test(profile, real.password, signal))
          if (step.outcome === 'failed') failed.push(step.fact)
        expect(failed).toEqual([])
        await withBroker(profile, real.password, async (broker) => {
          const address = { virtualHost: '/', queue: 'tls.look' }
          const seen = await broker.look(address, await broker.priceLook(address, 3))
          expect(seen.measured).toMatchObject({ order: 'kept', asDeclared: true })
          expect(seen.messages[2]?.properties.headers.fields).toEqual([['n', 1]])
        })
      })
    })

    test('a plain connection to it is told to switch TLS on', async () => {
      await behindTls(real, async (port) => {
        const { signal } = new AbortController()
        for await (const step of rabbitmqConnector.test(profileOf(real, { port }), null, signal))
          if (step.step === 'login') {
            expect(step.fact).toContain('expects TLS')
            expect(step.tries[0]?.set).toEqual({ tls: 'true' })
          }
      })
    })
  })
})
