import { describe, expect, test } from 'vitest'
import { noProperties } from '#core/model/message.ts'
import { Links } from './amqp.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { rabbitmqConnector } from './rabbitmq.ts'
import { drained, filled, numbered, onEach, profileOf, withBroker } from './real-server.ts'

const address = { virtualHost: '/', queue: 'faults' }
const request = {
  ...{ virtualHost: '/', exchange: '', routingKey: 'faults.sent' },
  ...{ properties: noProperties, bodyBase64: '' },
}

describe('a connection that breaks', () => {
  onEach(['4.3'], (real) => {
    test('at any byte of the opening fails in one sentence', async () => {
      for (let bytes = 1; bytes < 700; bytes += 23) {
        const proxy = await cuttingProxy(real.host, real.amqpPort)
        proxy.cutAfter(bytes)
        const profile = profileOf(real, { port: proxy.port })
        const opened = rabbitmqConnector.open(profile, real.password, new AbortController().signal)
        const outcome = await opened.then(
          (broker) => broker.close().then(() => 'opened'),
          (problem: { readonly name: string; readonly message: string }) => {
            expect(problem.name).toBe('Failure')
            expect(problem.message).toContain(`127.0.0.1:${proxy.port}`)
            return 'failed'
          },
        )
        // The opening is about 600 bytes from the server; whatever is cut before fails.
        if (bytes < 400) expect(outcome).toBe('failed')
        await proxy.close()
      }
    })

    test('at any byte of a look loses no message and leaves no call waiting', async () => {
      const bodies = numbered(40)
      await filled(real, address.queue, {}, bodies)
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      try {
        await withBroker(profileOf(real, { port: proxy.port }), real.password, async (broker) => {
          for (let bytes = 20; bytes < 6000; bytes += 331) {
            const price = await broker.priceLook(address, 30)
            proxy.cutAfter(bytes)
            const outcome = await broker.look(address, price).then(
              () => 'seen',
              (problem: { readonly code: string }) => problem.code,
            )
            expect(['seen', 'connection-lost', 'conflict']).toContain(outcome)
            proxy.cutAfter(Number.POSITIVE_INFINITY)
          }
        })
      } finally {
        await proxy.close()
      }
      await expect
        .poll(async () => (await drained(real, address.queue)).map(({ body }) => body).sort(), {
          timeout: 10_000,
        })
        .toEqual([...bodies].sort())
    })

    test('at any byte of a publish is routed or unknown, never forgotten', async () => {
      await filled(real, 'faults.sent', {}, [])
      const outcomes: string[] = []
      for (let bytes = 1; bytes < 80; bytes += 7) {
        const proxy = await cuttingProxy(real.host, real.amqpPort)
        await withBroker(profileOf(real, { port: proxy.port }), real.password, async (broker) => {
          expect(await broker.publish(request)).toEqual({ outcome: 'routed' })
          proxy.cutAfter(bytes)
          const outcome = await broker.publish(request).then(
            (one) => one.outcome,
            (problem: { readonly code: string }) => problem.code,
          )
          outcomes.push(outcome)
        })
        await proxy.close()
      }
      expect(outcomes[0]).toBe('connection-lost')
      expect(outcomes).toContain('unknown')
      expect(
        outcomes.filter((one) => !['connection-lost', 'unknown', 'routed'].includes(one)),
      ).toEqual([])
      const first = outcomes.length
      const arrived = (await drained(real, 'faults.sent')).length
      const certain = first + outcomes.filter((one) => one === 'routed').length
      const possible = certain + outcomes.filter((one) => one === 'unknown').length
      expect(arrived).toBeGreaterThanOrEqual(certain)
      expect(arrived).toBeLessThanOrEqual(possible)
    })

    test('is closed although the server says nothing any more', { timeout: 5000 }, async () => {
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      const profile = profileOf(real, { port: proxy.port })
      const broker = await rabbitmqConnector.open(
        profile,
        real.password,
        new AbortController().signal,
      )
      proxy.mute()
      const waiting = broker
        .queue(address)
        .catch((problem: { readonly code: string }) => problem.code)
      await broker.close()
      expect(await waiting).toBe('connection-lost')
      await broker.close()
      await proxy.close()
    })

    test('while it opens can be cancelled', { timeout: 5000 }, async () => {
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      proxy.mute()
      const abort = new AbortController()
      const profile = profileOf(real, { port: proxy.port })
      const opening = rabbitmqConnector.open(profile, real.password, abort.signal)
      opening.catch(() => undefined)
      abort.abort()
      await expect(opening).rejects.toMatchObject({ name: 'Failure' })
      await proxy.close()
    })

    test('a refused login is not tried again', async () => {
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      const links = new Links(profileOf(real, { port: proxy.port }), 'wrong')
      const first = await links.get('metadata', '/').catch((problem: Error) => problem)
      await proxy.close()
      const second = await links.get('metadata', '/').catch((problem: Error) => problem)
      expect(second).toBe(first)
      expect(first).toMatchObject({ code: 'refused' })
      await links.close()
    })
  })
})
