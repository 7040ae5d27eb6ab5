import { describe, expect, test } from 'vitest'
import { noProperties } from '#core/model/message.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { drained, filled, onEach, profileOf, type RealServer, withBroker } from './real-server.ts'

const message = (exchange: string, routingKey: string, body = 'hello') => ({
  virtualHost: '/',
  exchange,
  routingKey,
  properties: noProperties,
  bodyBase64: Buffer.from(body).toString('base64'),
})
const publish = (real: RealServer, request: Parameters<typeof publishAll>[1][number]) =>
  publishAll(real, [request]).then(([outcome]) => outcome)
const publishAll = (real: RealServer, requests: readonly ReturnType<typeof message>[]) =>
  withBroker(profileOf(real), real.password, async (broker) => {
    const outcomes = []
    for (const request of requests) outcomes.push(await broker.publish(request))
    return outcomes
  })

describe('a publish', () => {
  onEach(['3.10', '4.0', '4.3'], (real) => {
    test('that reaches a queue is routed, and its bytes arrive', async () => {
      await filled(real, 'publish.here', {}, [])
      expect(await publish(real, message('', 'publish.here', '请 \0 ÿ'))).toEqual({
        outcome: 'routed',
      })
      expect((await drained(real, 'publish.here')).map(({ body }) => body)).toEqual(['请 \0 ÿ'])
    })

    test('that no binding matches is unroutable', async () => {
      expect(await publish(real, message('amq.topic', 'nobody.listens'))).toEqual({
        outcome: 'unroutable',
        reply: '312 NO_ROUTE',
      })
    })

    test('to a full queue that rejects is refused', async () => {
      const full = { 'x-max-length': 1, 'x-overflow': 'reject-publish' }
      await filled(real, 'publish.full', full, ['first'])
      expect(await publish(real, message('', 'publish.full'))).toMatchObject({ outcome: 'refused' })
      expect(await drained(real, 'publish.full')).toHaveLength(1)
    })

    test('to a missing exchange is refused in the words of the server, and the next one works', async () => {
      await filled(real, 'publish.next', {}, [])
      const outcomes = await publishAll(real, [
        message('no such exchange', 'x'),
        message('', 'publish.next'),
      ])
      expect(outcomes).toEqual([
        {
          outcome: 'refused',
          reply: "404 NOT_FOUND - no exchange 'no such exchange' in vhost '/'",
        },
        { outcome: 'routed' },
      ])
    })

    test('whose confirm is lost is unknown, never sent', async () => {
      await filled(real, 'publish.cut', {}, [])
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      try {
        await withBroker(profileOf(real, { port: proxy.port }), real.password, async (broker) => {
          expect(await broker.publish(message('', 'publish.cut'))).toEqual({ outcome: 'routed' })
          // The replies to opening a channel (16 bytes) and asking for confirms (12) pass, the confirm (21) does not.
          proxy.cutAfter(16 + 12 + 5)
          expect(await broker.publish(message('', 'publish.cut'))).toMatchObject({
            outcome: 'unknown',
          })
        })
      } finally {
        await proxy.close()
      }
    })
  })
})
