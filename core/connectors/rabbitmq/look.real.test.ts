import { describe, expect, test } from 'vitest'
import { noProperties } from '#core/model/message.ts'
import type { FieldTable } from '#core/model/topology.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { at, decoded, look, quorum, readStream, ready, shownOf } from './look-testing.ts'
import {
  drained,
  filled,
  independently,
  numbered,
  onEach,
  profileOf,
  withBroker,
} from './real-server.ts'

describe('a look', () => {
  onEach(['3.10', '4.0', '4.3'], (real) => {
    test('at 50 of 60 messages of a classic queue changes their redelivered mark and nothing else', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.classic', {}, bodies)
      const seen = await look(real, 'look.classic', 50)
      const shown = shownOf(seen, 50)
      expect(seen.messages.map(({ bodyBase64 }) => decoded(bodyBase64))).toEqual(
        bodies.slice(0, shown),
      )
      expect(seen.declared).toMatchObject({ method: 'get-nack', effect: 'E2', order: 'kept' })
      expect(seen.measured).toMatchObject({
        redeliveredMarks: shown,
        deliveryCount: 0,
        readyChange: 0,
        asDeclared: shown === seen.declared.count,
      })
      expect(['kept', 'not-measured']).toContain(seen.measured.order)
      expect(await ready(real, 'look.classic')).toBe(60)
      const after = await drained(real, 'look.classic')
      expect(after.map(({ body }) => body)).toEqual(bodies)
      expect(after.map(({ redelivered }) => redelivered)).toEqual(bodies.map((_, n) => n < shown))
    })

    test('at a stream leaves every message, offset and consumer as it was', async () => {
      const bodies = numbered(80)
      await filled(real, 'look.stream', { 'x-queue-type': 'stream' }, bodies)
      const seen = await look(real, 'look.stream', 50)
      expect(seen.declared).toMatchObject({ method: 'read-offset', effect: 'E0' })
      expect(seen.measured).toMatchObject({ redeliveredMarks: 0, order: 'kept', asDeclared: true })
      expect(seen.messages.map(({ bodyBase64 }) => decoded(bodyBase64))).toEqual(
        bodies.slice(0, 50),
      )
      const again = await readStream(real, 'look.stream', 80)
      expect(again).toEqual(bodies.map((body, offset) => ({ body, offset })))
    })

    test('at an empty queue shows nothing and costs nothing', async () => {
      await filled(real, 'look.empty', {}, [])
      const seen = await look(real, 'look.empty', 50)
      expect(seen).toMatchObject({ messages: [], stopped: 'empty', readyAfter: 0 })
      expect(seen.measured).toMatchObject({ redeliveredMarks: 0, asDeclared: true })
    })

    test('keeps 64-bit headers digit for digit', async () => {
      await filled(real, 'look.headers', {}, [])
      await withBroker(profileOf(real), real.password, async (broker) => {
        const headers = {
          fields: [
            ['most', 9223372036854775807n],
            ['least', -9223372036854775808n],
            ['odd', 9007199254740993n],
            ['small', 7],
            ['half', 0.5],
            ['__proto__', 'a name like another'],
            ['inner', { fields: [['!', [1n << 60n, null, true]]] }],
          ],
        } as const
        const properties = { ...noProperties, headers }
        const sent = await broker.publish({
          ...{ virtualHost: '/', exchange: '', routingKey: 'look.headers' },
          ...{ properties, bodyBase64: '' },
        })
        expect(sent).toEqual({ outcome: 'routed' })
        const seen = await broker.look(
          at('look.headers'),
          await broker.priceLook(at('look.headers'), 1),
        )
        // Servers since 4.0 sort headers by name.
        expect(byName(seen.messages[0]?.properties.headers.fields)).toEqual(byName(headers.fields))
      })
    })

    test('keeps the whole body for later and shows a preview', async () => {
      const long = 'x'.repeat(300_000)
      await filled(real, 'look.long', {}, [long])
      await withBroker(profileOf(real), real.password, async (broker) => {
        const seen = await broker.look(at('look.long'), await broker.priceLook(at('look.long'), 5))
        expect(seen.messages[0]).toMatchObject({ complete: false, sizeBytes: 300_000 })
        const whole = await broker.body(at('look.long'), 1)
        expect(decoded(whole.bodyBase64)).toBe(long)
        await expect(broker.body(at('look.long'), 2)).rejects.toMatchObject({ code: 'not-found' })
      })
    })

    test('at an exclusive queue of another connection is refused', async () => {
      await independently(real, async (channel) => {
        await channel.assertQueue('look.exclusive', { exclusive: true })
        await expect(look(real, 'look.exclusive', 5)).rejects.toMatchObject({ code: 'refused' })
      })
    })

    test('when the connection breaks in the middle loses nothing, and the next look works', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.cut', {}, bodies)
      const proxy = await cuttingProxy(real.host, real.amqpPort)
      try {
        await withBroker(profileOf(real, { port: proxy.port }), real.password, async (broker) => {
          await broker.look(at('look.cut'), await broker.priceLook(at('look.cut'), 1))
          const price = await broker.priceLook(at('look.cut'), 50)
          proxy.cutAfter(4000)
          await expect(broker.look(at('look.cut'), price)).rejects.toMatchObject({
            code: 'connection-lost',
          })
          await expect.poll(() => ready(real, 'look.cut'), { timeout: 10_000 }).toBe(60)
          const seen = await broker.look(at('look.cut'), await broker.priceLook(at('look.cut'), 50))
          shownOf(seen, 50)
        })
      } finally {
        await proxy.close()
      }
      expect((await drained(real, 'look.cut')).map(({ body }) => body)).toEqual(bodies)
    })
  })

  onEach(['4.3'], (real) => {
    test.each([
      ['quorum', quorum, 'kept'],
      ['classic', {}, 'not-measured'],
    ])(
      'over a link that gets slower reports every mark it made on a %s queue',
      async (type, args, order) => {
        const queue = `look.slow.${type}`
        const bodies = numbered(60)
        await filled(real, queue, args, bodies)
        const proxy = await cuttingProxy(real.host, real.amqpPort)
        try {
          await withBroker(profileOf(real, { port: proxy.port }), real.password, async (broker) => {
            await broker.look(at(queue), await broker.priceLook(at(queue), 1))
            const price = {
              ...(await broker.priceLook(at(queue), 50)),
              count: 50,
              redeliveredMarks: 50,
            }
            proxy.slowDown(1)
            const seen = await broker.look(at(queue), price)
            // Each reading is slower than the one before, so the second one sees less at once than the first.
            expect(seen.stopped).toBe('time')
            expect(seen.measured).toMatchObject({
              redeliveredMarks: seen.messages.length,
              deliveryCount: 0,
              order,
              asDeclared: false,
            })
            const after = await drained(real, queue)
            expect(after.map(({ body }) => body)).toEqual(bodies)
            expect(after.filter(({ redelivered }) => redelivered)).toHaveLength(
              seen.messages.length,
            )
          })
        } finally {
          await proxy.close()
        }
      },
    )

    test('at a stream without the management API harms nothing', async () => {
      await filled(real, 'look.unseen', { 'x-queue-type': 'stream' }, numbered(5))
      const profile = profileOf(real, { management: null })
      await withBroker(profile, real.password, async (broker) => {
        const price = { ...(await broker.priceLook(at('look.unseen'), 5)), count: 5 }
        await expect(broker.look(at('look.unseen'), price)).rejects.toMatchObject({
          code: 'unsupported',
        })
        expect(await broker.queue(at('look.unseen'))).toMatchObject({ type: 'unknown' })
      })
      expect(await readStream(real, 'look.unseen', 5)).toHaveLength(5)
    })

    test('beside a working consumer says that order is not promised, and loses nothing', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.busy', {}, bodies)
      const taken: string[] = []
      await independently(real, async (channel) => {
        await channel.prefetch(1)
        await channel.consume('look.busy', (message) => {
          if (message !== null) taken.push(message.content.toString())
        })
        const seen = await look(real, 'look.busy', 20)
        expect(seen.declared).toMatchObject({ order: 'may-change' })
        expect(seen.declared.warnings.join(' ')).toContain('A consumer is working')
        expect(seen.measured.order).toBe('not-measured')
      })
      const after = await drained(real, 'look.busy')
      expect(after.map(({ body }) => body).sort()).toEqual([...bodies].sort())
      expect(taken).toHaveLength(1)
    })
  })
})

const byName = (fields: FieldTable['fields'] | undefined) =>
  [...(fields ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))
