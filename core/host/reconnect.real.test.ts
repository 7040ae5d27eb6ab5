import { afterEach, describe, expect, test } from 'vitest'
import { type CuttingProxy, cuttingProxy } from '#core/connectors/rabbitmq/cutting-proxy.ts'
import { rabbitmqConnector } from '#core/connectors/rabbitmq/rabbitmq.ts'
import {
  drained,
  filled,
  numbered,
  onEach,
  profileOf,
  type RealServer,
} from '#core/connectors/rabbitmq/real-server.ts'
import { Connections } from './connections.ts'
import { Gate } from './gate.ts'
import { Passwords } from './secrets.ts'
import { part } from './tell.ts'
import { HandClock } from './testing/hand-clock.ts'
import { testHost } from './testing/test-host.ts'

const address = { virtualHost: '/', queue: 'reconnect' }
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A connection through a proxy, opened. Waiting between two tries is up to the test. */
async function through(real: RealServer) {
  const proxy = await cuttingProxy(real.host, real.amqpPort)
  ends.push(() => proxy.close())
  const host = testHost()
  const clock = new HandClock(0)
  const passwords = new Passwords(host.secrets)
  const connections = new Connections(
    [rabbitmqConnector],
    host.workspace,
    passwords,
    new Gate(host.nowMs),
    clock,
  )
  ends.push(() => connections.closeAll())
  const profile = profileOf(real, { port: proxy.port })
  await connections.save(profile, real.password)
  await connections.open('real', undefined)
  const entry = () => connections.entry(profile)
  const becomes = (state: string) => expect.poll(async () => (await entry()).state).toBe(state)
  return { proxy, clock, connections, entry, becomes, passwords, profile }
}

/** The same address answers again. */
async function back(real: RealServer, { port }: CuttingProxy): Promise<void> {
  const again = await cuttingProxy(real.host, real.amqpPort, port)
  ends.push(() => again.close())
}

describe('a lost connection', () => {
  onEach(['4.3'], (real) => {
    test('is noticed although nobody asks anything, and stands again after one try', async () => {
      const { proxy, clock, connections, entry, becomes } = await through(real)
      proxy.cutAll()
      await becomes('reconnecting')
      expect((await entry()).reason).toBe(
        '"real" lost its connection while nothing was under way; try 1 to reconnect is in 1 s.',
      )
      clock.turn()
      await becomes('ready')
      expect((await entry()).reason).toBeNull()
      const rows = await connections.ask('real', part('listingQueues'), (broker) => broker.queues())
      expect(rows).toBeInstanceOf(Array)
    })

    test('in the middle of a look says so, repeats nothing and loses nothing', async () => {
      const bodies = numbered(40)
      await filled(real, address.queue, {}, bodies)
      const { proxy, clock, connections, entry, becomes } = await through(real)
      const price = await connections.ask(
        'real',
        part('pricing', { queue: address.queue }),
        (broker) => broker.priceLook(address, 30),
      )
      proxy.cutAfter(3000)
      const looked = connections.ask('real', part('looking', { queue: address.queue }), (broker) =>
        broker.look(address, price),
      )
      await expect(looked).rejects.toMatchObject({ code: 'connection-lost' })
      expect((await entry()).reason).toContain(
        'while looking at reconnect, which is not repeated; try 1 to reconnect is in 1 s.',
      )
      proxy.cutAfter(Number.POSITIVE_INFINITY)
      clock.turn()
      await becomes('ready')
      await expect
        .poll(async () => (await drained(real, address.queue)).map(({ body }) => body).sort(), {
          timeout: 10_000,
        })
        .toEqual([...bodies].sort())
    })

    test('is tried ever more rarely while nobody answers, and found when somebody does', async () => {
      const { proxy, clock, connections, entry, becomes } = await through(real)
      await proxy.close()
      await becomes('reconnecting')
      const waits: string[] = []
      for (let tries = 1; tries <= 7; tries++) {
        await expect
          .poll(async () => (await entry()).reason)
          .toMatch(`try ${tries} to reconnect is in`)
        waits.push(/in (\d+) s/.exec((await entry()).reason ?? '')?.[1] ?? '')
        await expect(
          connections.ask('real', part('listingQueues'), (broker) => broker.overview()),
        ).rejects.toMatchObject({ code: 'connection-lost' })
        clock.turn()
      }
      expect(waits).toEqual(['1', '2', '4', '8', '16', '30', '30'])
      await expect.poll(async () => (await entry()).reason).toMatch('try 8')
      await back(real, proxy)
      clock.turn()
      await becomes('ready')
    })

    test('that is closed is left alone', async () => {
      const { proxy, clock, connections, entry, becomes } = await through(real)
      proxy.cutAll()
      await becomes('reconnecting')
      await connections.close('real')
      expect((await entry()).state).toBe('closed')
      expect(clock.turn()).toBe(false)
    })

    test('is not tried again when the login is refused: servers lock users out', async () => {
      const { proxy, clock, entry, becomes, passwords, profile } = await through(real)
      await passwords.keep(profile, 'changed meanwhile')
      proxy.cutAll()
      await becomes('reconnecting')
      clock.turn()
      await becomes('failed')
      expect((await entry()).reason).toMatch(/403 ACCESS_REFUSED/)
      expect(clock.turn()).toBe(false)
    })
  })
})
