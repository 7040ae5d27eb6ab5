/** K150 to K155 and K159: dead letters and delays that the numbered scenarios leave out. */
import type { Scenario } from '../scenario.ts'
import { rejectHead } from './dying.ts'

const both = ['classic', 'quorum'] as const

export const ownDying: readonly Scenario[] = [
  {
    id: 'K150',
    title: 'a dead letter is routed like any message: alternate exchange, several queues, or lost',
    rule: 'A9 (Dead Letter Exchanges)',
    queueTypes: both,
    expected: {
      classic: [
        'get: P1',
        'spare: 1 ready',
        'one: 0 ready',
        'get: P1',
        'one: 1 ready',
        'two: 1 ready',
      ],
    },
    async run(t) {
      const spareX = await t.exchange('spare-x', 'fanout')
      const spare = await t.classicQueue('spare')
      await t.bind(spareX, spare)
      const dlx = await t.exchange('dlx', 'direct', { arguments: { 'alternate-exchange': spareX } })
      const one = await t.classicQueue('one')
      const two = await t.classicQueue('two')
      await t.bind(dlx, one, 'both')
      await t.bind(dlx, two, 'both')
      const p = await t.publisher()
      const unknown = await t.queue('unknown', { 'x-dead-letter-exchange': dlx })
      await p.fill(unknown, 'P1')
      await rejectHead(t, unknown)
      await t.ready(spare, 1)
      await t.ready(one, 0)
      const known = await t.queue('known', {
        'x-dead-letter-exchange': dlx,
        'x-dead-letter-routing-key': 'both',
      })
      await p.fill(known, 'P1')
      await rejectHead(t, known)
      await t.ready(one, 1)
      await t.ready(two, 1)
    },
  },
  {
    id: 'K151',
    title: 'at-least-once keeps what it cannot place within the limit of its queue',
    rule: 'A7, A9 (Quorum Queues: at-least-once dead lettering)',
    queueTypes: ['quorum'],
    async run(t) {
      const p = await t.publisher()
      for (const strategy of ['at-most-once', 'at-least-once']) {
        const queue = await t.queue(strategy, {
          'x-dead-letter-exchange': t.name('missing'),
          'x-dead-letter-strategy': strategy,
          'x-overflow': 'reject-publish',
          'x-max-length': 2,
          'x-message-ttl': 200,
        })
        await p.fill(queue, 'P1', 'P2')
        await t.ready(queue, 0)
        await t.wait(300)
        const verdicts: string[] = []
        for (const body of ['P3', 'P4', 'P5']) {
          verdicts.push(await p.publish('', queue, body))
          await t.wait(150)
        }
        t.say(`${strategy}: ${verdicts.join(' ')}`)
      }
    },
  },
  {
    id: 'K152',
    title: 'an own expiration is told even when the queue’s came first',
    rule: 'A9 (Dead Letter Exchanges: x-death)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', {
        'x-dead-letter-exchange': dead.exchange,
        'x-message-ttl': 200,
      })
      const p = await t.publisher()
      await p.publish('', queue, 'P1', { properties: { expiration: '60000' } })
      await t.drain(dead.queue, 1)
    },
  },
  {
    id: 'K153',
    title: 'a full queue that refuses loses dead letters too',
    rule: 'A7, A9 (Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      const full = await t.classicQueue('full', {
        'x-max-length': 1,
        'x-overflow': 'reject-publish',
      })
      const queue = await t.queue('q', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': full,
      })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      await rejectHead(t, queue)
      await t.ready(full, 1)
      await rejectHead(t, queue)
      await t.wait(200)
      await t.ready(full, 1)
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K154',
    title: 'the delay pattern: out of the waiting queue, back to work, in order',
    rule: 'A10 (Time-to-Live; Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      const work = await t.queue('work')
      const waiting = await t.queue('waiting', {
        'x-message-ttl': 500,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': work,
      })
      const p = await t.publisher()
      const c = await t.channel('c')
      await c.consume(work, 'worker')
      const sinceMs = t.nowMs()
      await p.fill(waiting, 'P1', 'P2', 'P3')
      await t.within('back', sinceMs, 450, 2500, () => c.waitingFor('worker') === 3)
      const taken = await c.take('worker', 3)
      t.say(taken.map(({ exchange, key }) => `"${exchange}" ${key}`).join(', '))
    },
  },
  {
    id: 'K155',
    title: 'a death is counted for each queue and reason apart',
    rule: 'A9 (Dead Letter Exchanges: x-death)',
    queueTypes: both,
    async run(t) {
      const last = await t.deadLetters('last')
      const middle = await t.queue('middle', {
        'x-dead-letter-exchange': last.exchange,
        'x-max-length': 1,
      })
      const first = await t.queue('first', {
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': middle,
        'x-message-ttl': 200,
      })
      const p = await t.publisher()
      await p.fill(first, 'P1')
      await t.ready(middle, 1)
      await p.fill(middle, 'P2')
      await t.drain(last.queue, 1)
    },
  },
  {
    id: 'K159',
    title: 'whether a dead letter looks redelivered, by how it was taken and given up',
    rule: 'A5, A9 (Dead Letter Exchanges; redelivered)',
    queueTypes: both,
    async run(t) {
      const p = await t.publisher()
      for (const taking of ['get', 'consume'] as const) {
        for (const giving of ['nack', 'reject'] as const) {
          const name = `${taking}-${giving}`
          const dead = await t.deadLetters(`dead-${name}`)
          const queue = await t.queue(name, { 'x-dead-letter-exchange': dead.exchange })
          await p.fill(queue, 'P1')
          const c = await t.channel('c')
          if (taking === 'consume') await c.consume(queue, 'taker')
          const { tag } = taking === 'get' ? await c.getOne(queue) : await c.takeOne('taker')
          c.raw[giving](tag, { requeue: false })
          await c.raw.sync()
          await t.until(async () => (await t.readyNow(dead.queue)) === 1)
          const d = await t.channel('d')
          const letter = await d.raw.get(dead.queue, { autoAck: false })
          t.say(`taken by ${taking}, given up by ${giving}: redelivered ${letter?.redelivered}`)
          await c.raw.close()
        }
      }
    },
  },
]
