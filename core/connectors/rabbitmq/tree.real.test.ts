import { describe, expect, test } from 'vitest'
import {
  filled,
  independently,
  numbered,
  onEach,
  profileOf,
  script,
  withBroker,
} from './real-server.ts'

describe('the tree', () => {
  onEach(['3.10', '4.0', '4.3'], (real) => {
    test('lists the queues rabbitmqctl lists, with their types and counts', async () => {
      for (let n = 0; n < 12; n++)
        await filled(
          real,
          `tree.${n}`,
          n % 3 === 0 ? { 'x-queue-type': 'quorum' } : {},
          numbered(n),
        )
      await withBroker(profileOf(real), real.password, async (broker) => {
        const mine = async () =>
          (await broker.queues())
            .filter(({ queue }) => queue.startsWith('tree.'))
            .map(({ queue, type, ready }) => `${queue}\t${type}\t${ready}`)
            .sort()
        const columns = ['name', 'type', 'messages_ready']
        const printed = await script(real, 'rabbitmqctl', '-q', 'list_queues', ...columns)
        const theirs = printed
          .split('\n')
          .filter((line) => line.startsWith('tree.'))
          .map((line) => line.replace(/rabbit_(\w+)_queue/, '$1'))
          .sort()
        expect(theirs).toHaveLength(12)
        // Counts in lists are the server's statistics, up to 5 s old.
        await expect.poll(mine, { timeout: 15_000, interval: 500 }).toEqual(theirs)
      })
    })

    test('lists the exchanges, the default one included', async () => {
      await withBroker(profileOf(real), real.password, async (broker) => {
        const exchanges = await broker.exchanges()
        expect(exchanges).toContainEqual({
          virtualHost: '/',
          exchange: '',
          type: 'direct',
          bindings: null,
        })
        expect(exchanges.map(({ exchange }) => exchange)).toContain('amq.topic')
      })
    })

    test('marks dead-letter targets and shows arguments with policies applied', async () => {
      await independently(real, async (channel) => {
        await channel.assertExchange('tree.dlx', 'fanout')
        await channel.deleteQueue('tree.dead')
        await channel.assertQueue('tree.dead')
        await channel.bindQueue('tree.dead', 'tree.dlx', '')
      })
      await filled(
        real,
        'tree.source',
        { 'x-dead-letter-exchange': 'tree.dlx', 'x-message-ttl': 90_000 },
        [],
      )
      await script(
        real,
        ...['rabbitmqctl', 'set_policy', 'tree', '^tree\\.source$'],
        '{"message-ttl":60000,"max-length":10}',
      )
      await withBroker(profileOf(real), real.password, async (broker) => {
        const rows = await broker.queues()
        expect(rows.find(({ queue }) => queue === 'tree.dead')?.deadLetters).toBe(true)
        expect(rows.find(({ queue }) => queue === 'tree.source')?.deadLetters).toBe(false)
        const source = { virtualHost: '/', queue: 'tree.source' }
        await expect
          .poll(async () => (await broker.queue(source)).policy, { timeout: 15_000 })
          .toBe('tree')
        const detail = await broker.queue(source)
        expect(detail.arguments).toEqual(
          expect.arrayContaining([
            { name: 'x-message-ttl', value: '60000' },
            { name: 'x-max-length', value: '10' },
            { name: 'x-dead-letter-exchange', value: 'tree.dlx' },
          ]),
        )
        const dead = await broker.queue({ virtualHost: '/', queue: 'tree.dead' })
        expect(dead.bindings).toEqual([{ exchange: 'tree.dlx', key: '' }])
        const price = await broker.priceLook(source, 5)
        expect(price.warnings.join(' ')).toContain('expire')
      })
      await script(real, 'rabbitmqctl', 'clear_policy', 'tree')
    })
  })

  onEach(['4.3'], (real) => {
    test('without the management API is empty and says why', async () => {
      await withBroker(profileOf(real, { management: null }), real.password, async (broker) => {
        expect(await broker.queues()).toEqual([])
        expect((await broker.overview()).notes.join(' ')).toContain('by its name')
      })
    })

    test('of a user who may not read the management API says so in one sentence', async () => {
      await script(real, 'rabbitmqctl', 'delete_user', 'tree').catch(() => undefined)
      await script(real, 'rabbitmqctl', 'add_user', 'tree', 'secret')
      await script(real, 'rabbitmqctl', 'set_permissions', 'tree', '.*', '.*', '.*')
      await withBroker(profileOf(real, { username: 'tree' }), 'secret', async (broker) => {
        await expect(broker.queues()).rejects.toMatchObject({ code: 'refused' })
      })
    })
  })
})
