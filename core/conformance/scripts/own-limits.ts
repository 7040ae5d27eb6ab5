/** K140 to K149: rules of expiry, length and priority that the numbered scenarios leave out. */
import type { Actor } from '../actor.ts'
import type { Scenario } from '../scenario.ts'
import { withDead } from './limits.ts'
import { nack } from './settling.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const
const quorum = ['quorum'] as const

const withPriority = (p: Actor, queue: string, body: string, priority: number | null) =>
  p.publish('', queue, body, priority === null ? {} : { properties: { priority } })

export const ownLimits: readonly Scenario[] = [
  {
    id: 'K140',
    title: 'the smaller of queue TTL and own TTL counts, in each queue for itself',
    rule: 'A6 (Time-to-Live)',
    queueTypes: both,
    expected: ['short own: in time', 'short queue: in time', 'long: 2 ready'],
    async run(t) {
      const fanout = await t.exchange('fanout', 'fanout')
      const long = await t.queue('long', { 'x-message-ttl': 60000 })
      await t.bind(fanout, long)
      const p = await t.publisher()
      const own = await t.queue('own', { 'x-message-ttl': 60000 })
      let sinceMs = t.nowMs()
      await p.publish('', own, 'P1', { properties: { expiration: '500' } })
      await t.within('short own', sinceMs, 450, 2000, async () => (await t.readyNow(own)) === 0)
      const short = await t.queue('short', { 'x-message-ttl': 500 })
      await t.bind(fanout, short)
      sinceMs = t.nowMs()
      await p.publish(fanout, '', 'P2', { properties: { expiration: '60000' } })
      await t.within('short queue', sinceMs, 450, 2000, async () => (await t.readyNow(short)) === 0)
      await p.publish(fanout, '', 'P3')
      await t.ready(long, 2)
    },
  },
  {
    id: 'K141',
    title: 'an own expiration of 0',
    rule: 'A6 (Time-to-Live: per-message TTL)',
    queueTypes: classic,
    async run(t) {
      const { queue, dead } = await withDead(t, {})
      const p = await t.publisher()
      const zero = { properties: { expiration: '0' } }
      t.say(`nobody waits: ${await p.publish('', queue, 'P1', zero)}`)
      await t.drain(dead, 1)
      const c = await t.channel('c')
      await c.raw.qos(1)
      await c.consume(queue, 'c1')
      t.say(`somebody waits: ${await p.publish('', queue, 'P2', zero)}`)
      await c.take('c1', 1)
      t.say(`somebody is full: ${await p.publish('', queue, 'P3', zero)}`)
      await t.drain(dead, 1)
    },
  },
  {
    id: 'K142',
    title: 'a message that is handed out does not expire; returned too late it does',
    rule: 'A6 (Time-to-Live)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, { 'x-message-ttl': 1500 })
      await (await t.publisher()).fill(queue, 'P1', 'P2')
      const c = await t.channel('c')
      const first = await c.getOne(queue)
      await t.ready(dead, 1)
      await t.wait(400)
      await t.ready(dead, 1)
      c.raw.reject(first.tag, { requeue: true })
      await t.ready(dead, 2)
    },
  },
  {
    id: 'K143',
    title: 'a limit of bytes counts bodies that are ready',
    rule: 'A7 (Queue Length Limit)',
    queueTypes: both,
    expected: { classic: ['q: 2 ready', 'q: 0 ready'] },
    async run(t) {
      const queue = await t.queue('q', { 'x-max-length-bytes': 10 })
      const p = await t.publisher()
      await p.fill(queue, 'aaaa', 'bbbb', 'cccc')
      await t.ready(queue, 2)
      await p.fill(queue, 'ddddddddddddd')
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K144',
    title: 'a limit of 0 serves who waits, and refuses everything by reject-publish',
    rule: 'A7 (Queue Length Limit)',
    queueTypes: classic,
    expected: [
      'drop: ack',
      'drop: 0 ready',
      'drop-c: P2',
      'refuse: nack',
      'refuse while somebody waits: nack',
      'refuse: 0 ready',
    ],
    async run(t) {
      const p = await t.publisher()
      const c = await t.channel('c')
      const drop = await t.queue('drop', { 'x-max-length': 0 })
      t.say(`drop: ${await p.publish('', drop, 'P1')}`)
      await t.ready(drop, 0)
      await c.consume(drop, 'drop-c', { autoAck: true })
      await p.fill(drop, 'P2')
      await c.take('drop-c', 1)
      const refuse = await t.queue('refuse', { 'x-max-length': 0, 'x-overflow': 'reject-publish' })
      t.say(`refuse: ${await p.publish('', refuse, 'P1')}`)
      await c.consume(refuse, 'refuse-c', { autoAck: true })
      t.say(`refuse while somebody waits: ${await p.publish('', refuse, 'P2')}`)
      await t.ready(refuse, 0)
    },
  },
  {
    id: 'K145',
    title: 'the head a priority queue drops is its highest message',
    rule: 'A7, A8 (Priority Queue Support: length limits)',
    queueTypes: classic,
    expected: ['q holds: low-2, none'],
    async run(t) {
      const queue = await t.queue('q', { 'x-max-priority': 5, 'x-max-length': 2 })
      const p = await t.publisher()
      await withPriority(p, queue, 'high', 5)
      await withPriority(p, queue, 'low-1', 1)
      await withPriority(p, queue, 'low-2', 1)
      await withPriority(p, queue, 'none', null)
      await t.drain(queue, 2)
    },
  },
  {
    id: 'K146',
    title: 'reject-publish of a quorum queue may overshoot and opens again at four fifths',
    rule: 'A7 (Quorum Queues: length limit)',
    queueTypes: quorum,
    async run(t) {
      const queue = await t.queue('q', { 'x-max-length': 10, 'x-overflow': 'reject-publish' })
      const p = await t.publisher()
      const verdicts: string[] = []
      for (let number = 1; number <= 15; number++) {
        verdicts.push(await p.publish('', queue, `P${number}`))
        await t.wait(60)
      }
      t.say(verdicts.join(' '))
      const c = await t.channel('c')
      for (const left of [9, 8, 7]) {
        while ((await t.readyNow(queue)) > left) await c.raw.get(queue, { autoAck: true })
        await t.wait(250)
        t.say(`with ${left} ready: ${await p.publish('', queue, `after-${left}`)}`)
        await t.wait(100)
      }
    },
  },
  {
    id: 'K147',
    title: 'every level of a quorum queue',
    rule: 'A8, A13 (Quorum Queues: priorities)',
    queueTypes: quorum,
    expected: {
      '3.10': ['c1: p0, p4, none, p5, p9, p31, p40, p1'],
      '4.0': ['c1: p5, p9, p0, p31, p40, p4, none, p1'],
      '4.3': ['c1: p31, p40, p9, p5, p4, none, p1, p0'],
    },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      for (const level of [0, 4, null, 5, 9, 31, 40, 1])
        await withPriority(p, queue, level === null ? 'none' : `p${level}`, level)
      const c = await t.channel('c')
      await c.consume(queue, 'c1')
      await c.take('c1', 8)
    },
  },
  {
    id: 'K148',
    title: 'a return beats every priority of a quorum queue, and keeps its level in a classic one',
    rule: 'A5, A8, A13 (priorities and requeue)',
    queueTypes: both,
    async run(t) {
      const args = t.kind === 'classic' ? { 'x-max-priority': 31 } : { 'x-delivery-limit': 5 }
      const queue = await t.queue('q', args)
      const p = await t.publisher()
      await withPriority(p, queue, 'low', 1)
      const c = await t.channel('c')
      const low = await c.getOne(queue)
      await withPriority(p, queue, 'low-2', 1)
      await withPriority(p, queue, 'high', 20)
      nack(c, low.tag)
      await c.raw.sync()
      await t.until(async () => (await t.readyNow(queue)) === 3)
      const reader = await t.channel('reader')
      await reader.consume(queue, 'c1')
      await reader.take('c1', 3)
    },
  },
  {
    id: 'K149',
    title:
      'expiry looks at the head of a priority queue, or of each level of a quorum queue from 4.3',
    rule: 'A6, A8 (Priority Queue Support: expiry)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q', t.kind === 'classic' ? { 'x-max-priority': 5 } : {})
      const p = await t.publisher()
      await p.publish('', queue, 'low', { properties: { priority: 1, expiration: '300' } })
      await p.publish('', queue, 'high', { properties: { priority: 5 } })
      await t.wait(1200)
      t.say(`${await t.readyNow(queue)} ready`)
      const c = await t.channel('c')
      await c.get(queue, true)
      await t.ready(queue, 0)
    },
  },
]
