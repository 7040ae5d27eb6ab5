import { describe, expect, test } from 'vitest'
import { at, decoded, look, quorum, shownOf } from './look-testing.ts'
import { drained, filled, numbered, onEach, profileOf, script, withBroker } from './real-server.ts'

describe('a look, and the attempts it uses', () => {
  onEach(['4.3'], (real) => {
    test('at a quorum queue keeps the order and uses no delivery attempt, however often and however many', async () => {
      const bodies = numbered(120)
      await filled(real, 'look.quorum', quorum, bodies)
      await withBroker(profileOf(real), real.password, async (broker) => {
        for (const count of [50, 70, 20, 50]) {
          const price = await broker.priceLook(at('look.quorum'), count)
          const seen = await broker.look(at('look.quorum'), price)
          const head = bodies.slice(0, shownOf(seen, count))
          expect(seen.messages.map(({ bodyBase64 }) => decoded(bodyBase64))).toEqual(head)
          expect(seen.declared).toMatchObject({ method: 'get-nack', deliveryCount: 0 })
          expect(seen.measured).toMatchObject({
            redeliveredMarks: head.length,
            deliveryCount: 0,
            readyChange: 0,
            order: 'kept',
          })
        }
      })
      const peeked = await script(real, 'rabbitmq-queues', '--silent', 'peek', 'look.quorum', '40')
      expect(peeked).toMatch(/x-delivery-count\D+0\D/)
      const after = await drained(real, 'look.quorum')
      expect(after.map(({ body }) => body)).toEqual(bodies)
      expect(after.filter(({ headers }) => 'x-delivery-count' in headers)).toEqual([])
    })

    test('ten times at a quorum queue with a delivery limit of 2 loses nothing', async () => {
      const bodies = numbered(40)
      await filled(real, 'look.limit', { ...quorum, 'x-delivery-limit': 2 }, bodies)
      await withBroker(profileOf(real), real.password, async (broker) => {
        for (let times = 0; times < 10; times++)
          await broker.look(at('look.limit'), await broker.priceLook(at('look.limit'), 40))
      })
      expect((await drained(real, 'look.limit')).map(({ body }) => body)).toEqual(bodies)
    })

    test('is refused where every returned message is held back', async () => {
      const retry = { 'x-delayed-retry-type': 'all', 'x-delayed-retry-min': 60_000 }
      await filled(real, 'look.delayed', { ...quorum, ...retry }, numbered(3))
      await expect(look(real, 'look.delayed', 3)).rejects.toMatchObject({ code: 'refused' })
      expect(await drained(real, 'look.delayed')).toHaveLength(3)
    })
  })

  onEach(['4.0'], (real) => {
    test('at a quorum queue says that it uses one attempt of each message, and uses one', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.quorum', quorum, bodies)
      const seen = await look(real, 'look.quorum', 50)
      expect(seen.declared).toMatchObject({ method: 'get-nack', effect: 'E3', deliveryCount: 1 })
      const shown = shownOf(seen, 50)
      expect(seen.measured).toMatchObject({ redeliveredMarks: shown, deliveryCount: 1 })
      const after = await drained(real, 'look.quorum')
      expect(after.map(({ body }) => body)).toEqual(bodies)
      expect(after.map(({ headers }) => headers['x-delivery-count'])).toEqual(
        bodies.map((_, n) => (n < shown ? 1 : undefined)),
      )
    })

    test('stops before the attempts of a message run out', async () => {
      const bodies = numbered(5)
      await filled(real, 'look.limit', { ...quorum, 'x-delivery-limit': 6 }, bodies)
      for (let times = 0; times < 3; times++) await look(real, 'look.limit', 5)
      await expect(look(real, 'look.limit', 5)).rejects.toMatchObject({ code: 'refused' })
      expect(await drained(real, 'look.limit')).toHaveLength(5)
    })

    test('at a quorum queue without a limit keeps the order', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.endless', { ...quorum, 'x-delivery-limit': -1 }, bodies)
      const seen = await look(real, 'look.endless', 50)
      expect(seen.declared).toMatchObject({ method: 'get-close', deliveryCount: 1, count: 9 })
      expect(seen.messages).toHaveLength(9)
      expect((await drained(real, 'look.endless')).map(({ body }) => body)).toEqual(bodies)
    })
  })

  onEach(['3.10', '4.0'], (real) => {
    test('at a quorum queue with few attempts is refused before anything is touched', async () => {
      await filled(real, 'look.few', { ...quorum, 'x-delivery-limit': 3 }, numbered(2))
      await expect(look(real, 'look.few', 2)).rejects.toMatchObject({ code: 'refused' })
      expect((await drained(real, 'look.few')).map(({ redelivered }) => redelivered)).toEqual([
        false,
        false,
      ])
    })
  })

  onEach(['3.10'], (real) => {
    test('at a quorum queue without a limit keeps every message', async () => {
      const bodies = numbered(60)
      await filled(real, 'look.quorum', quorum, bodies)
      const seen = await look(real, 'look.quorum', 50)
      expect(seen.declared).toMatchObject({ method: 'get-close', deliveryCount: 1, count: 9 })
      const after = await drained(real, 'look.quorum')
      expect(after.map(({ body }) => body)).toEqual(bodies)
    })
  })
})
