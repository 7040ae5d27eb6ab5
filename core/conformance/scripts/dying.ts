/** K45 to K52: dead letters. */
import type { Arguments, Message } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'
import { headersText } from '../text.ts'

const both = ['classic', 'quorum'] as const

/** Gets the head and rejects it for good. */
export async function rejectHead(t: Script, queue: string): Promise<Message> {
  const c = await t.channel('rejecting')
  const got = await c.getOne(queue)
  c.raw.reject(got.tag, { requeue: false })
  await c.raw.sync()
  await c.raw.close()
  return got
}

const deathsOf = (headers: Arguments) => headersText({ 'x-death': headers['x-death'] ?? null })

export const dying: readonly Scenario[] = [
  {
    id: 'K45',
    title: 'without a dead-letter exchange, or with a missing one, the message is gone',
    rule: 'A9 (Dead Letter Exchanges)',
    queueTypes: both,
    expected: {
      classic: ['get: P1', 'without: 0 ready', 'get: P1', 'missing: 0 ready'],
    },
    async run(t) {
      const p = await t.publisher()
      const without = await t.queue('without')
      await p.fill(without, 'P1')
      await rejectHead(t, without)
      await t.ready(without, 0)
      const missing = await t.queue('missing', { 'x-dead-letter-exchange': t.name('nowhere') })
      await p.fill(missing, 'P1')
      await rejectHead(t, missing)
      await t.ready(missing, 0)
    },
  },
  {
    id: 'K46',
    title: 'what a dead letter carries',
    rule: 'A9 (Dead Letter Exchanges: effects on messages)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange })
      const direct = await t.exchange('direct', 'direct')
      await t.bind(direct, queue, 'k')
      const p = await t.publisher()
      await p.publish(direct, 'k', 'P1', { properties: { expiration: '60000' } })
      await rejectHead(t, queue)
      const c = await t.channel('c')
      const letter = await c.getOne(dead.queue)
      const { exchange, key, properties } = letter
      t.say(`exchange ${exchange}, key ${key}, expiration ${properties.expiration ?? 'none'}`)
    },
  },
  {
    id: 'K47',
    title: 'a history grows at its front and counts known deaths',
    rule: 'A9 (Dead Letter Exchanges: x-death)',
    queueTypes: both,
    async run(t) {
      const a = t.name('a')
      const b = t.name('b')
      await t.queue('a', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': b })
      await t.queue('b', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': a,
        'x-message-ttl': 150,
      })
      const p = await t.publisher()
      await p.fill(a, 'P1')
      await rejectHead(t, a)
      await rejectHead(t, a)
      const c = await t.channel('c')
      await c.getOne(a)
    },
  },
  {
    id: 'K48',
    title: 'a queue that dead-letters to itself by expiry loses the message',
    rule: 'A9 (Dead Letter Exchanges: cycles)',
    queueTypes: both,
    expected: ['q: 0 ready', 'q: 0 ready'],
    async run(t) {
      const queue = await t.queue('q', { 'x-dead-letter-exchange': '', 'x-message-ttl': 200 })
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      await t.ready(queue, 0)
      await t.wait(300)
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K49',
    title: 'a circle of expiries ends, a circle with a reject goes on',
    rule: 'A9 (Dead Letter Exchanges: cycles)',
    queueTypes: both,
    async run(t) {
      const a = t.name('a')
      const b = t.name('b')
      await t.queue('a', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': b,
        'x-message-ttl': 150,
      })
      await t.queue('b', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': a,
        'x-message-ttl': 150,
      })
      const p = await t.publisher()
      await p.fill(a, 'P1')
      const left = async () => (await t.readyNow(a)) + (await t.readyNow(b))
      await t.until(async () => (await left()) === 0)
      await t.wait(400)
      t.say(`without a reject: ${await left()} left`)
      const d = t.name('d')
      const e = t.name('e')
      await t.queue('d', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': e })
      await t.queue('e', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': d,
        'x-message-ttl': 100,
      })
      await p.fill(d, 'P2')
      for (let round = 0; round < 3; round++) await rejectHead(t, d)
      await t.ready(d, 1)
    },
  },
  {
    id: 'K50',
    title: 'dead letters of CC and BCC, without and with a dead-letter routing key',
    rule: 'A9, A13 (Dead Letter Exchanges; Sender-selected Distribution)',
    queueTypes: both,
    async run(t) {
      const letters = await t.exchange('letters', 'direct')
      const names = ['k', 'cc', 'bcc', 'other']
      for (const key of names) await t.bind(letters, await t.classicQueue(`to-${key}`), key)
      const direct = await t.exchange('direct', 'direct')
      const p = await t.publisher()
      for (const [label, args] of [
        ['keeps', {}],
        ['own', { 'x-dead-letter-routing-key': 'other' }],
      ] as const) {
        const queue = await t.queue(label, { 'x-dead-letter-exchange': letters, ...args })
        await t.bind(direct, queue, label)
        const headers = { CC: ['cc'], BCC: ['bcc'] }
        await p.publish(direct, label, 'P1', { properties: { headers } })
        await rejectHead(t, queue)
        await t.until(async () => {
          const counts = await Promise.all(names.map((key) => t.readyNow(t.name(`to-${key}`))))
          return counts.some((count) => count > 0)
        })
        await t.wait(100)
        for (const key of names) {
          const name = t.name(`to-${key}`)
          await t.drain(name, await t.readyNow(name))
        }
      }
    },
  },
  {
    id: 'K51',
    title: 'a dead letter published again with its headers starts anew, from 4.0 on',
    rule: 'A9, A13 (Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange })
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      await rejectHead(t, queue)
      const c = await t.channel('c')
      const letter = await c.getOne(dead.queue)
      c.raw.ack(letter.tag)
      const headers = letter.properties.headers ?? {}
      await p.publish('', queue, 'P1', { properties: { headers } })
      await rejectHead(t, queue)
      const second = await c.getOne(dead.queue)
      t.say(deathsOf(second.properties.headers ?? {}))
    },
  },
  {
    id: 'K52',
    title: 'purge, deletion and queue expiry dead-letter nothing',
    rule: 'A9 (Dead Letter Exchanges)',
    queueTypes: both,
    expected: ['purged 2', 'deleted 1', 'expires is gone', 'dead: 0 ready'],
    async run(t) {
      const dead = await t.deadLetters()
      const letters = { 'x-dead-letter-exchange': dead.exchange }
      const p = await t.publisher()
      const c = await t.channel('c')
      const purged = await t.queue('purged', letters)
      await p.fill(purged, 'P1', 'P2')
      await t.until(async () => (await t.readyNow(purged)) === 2)
      t.say(`purged ${await c.raw.purgeQueue(purged)}`)
      const deleted = await t.queue('deleted', letters)
      await p.fill(deleted, 'P1')
      await t.until(async () => (await t.readyNow(deleted)) === 1)
      t.say(`deleted ${await c.raw.deleteQueue(deleted)}`)
      const expires = await t.queue('expires', { ...letters, 'x-expires': 500 })
      await p.fill(expires, 'P1')
      await t.wait(2000)
      const went = await t.until(async () => !(await there(t, expires)), 9000)
      t.say(`${expires} ${went ? 'is gone' : 'is still there'}`)
      await t.ready(dead.queue, 0)
    },
  },
]

async function there(t: Script, queue: string): Promise<boolean> {
  const { raw } = await t.channel('asking')
  await t.wait(1500)
  return raw.declareQueue({ name: queue, passive: true }).then(
    () => true,
    () => false,
  )
}
