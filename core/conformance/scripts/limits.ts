/** K34 to K44: length limits, expiry and priorities. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

const both = ['classic', 'quorum'] as const

async function publishAll(t: Script, exchange: string, key: string): Promise<void> {
  const p = await t.publisher()
  for (const body of ['P1', 'P2', 'P3', 'P4'])
    t.say(`${body}: ${await p.publish(exchange, key, body)}`)
}

/** A queue with a dead-letter exchange and the queue behind it. */
export async function withDead(
  t: Script,
  args: Arguments,
): Promise<{ queue: string; dead: string }> {
  const dead = await t.deadLetters()
  const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange, ...args })
  return { queue, dead: dead.queue }
}

export const limitScenarios: readonly Scenario[] = [
  {
    id: 'K34',
    title: 'drop-head lets the oldest go, and every publish is acked',
    rule: 'A7, A9 (Queue Length Limit)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, { 'x-max-length': 2 })
      await publishAll(t, '', queue)
      await t.drain(dead, 2)
      await t.drain(queue, 2)
    },
  },
  {
    id: 'K35',
    title: 'reject-publish refuses the newest; other queues keep their copies',
    rule: 'A2, A7 (Queue Length Limit: overflow behaviour)',
    queueTypes: ['classic'],
    expected: [
      'P1: ack',
      'P2: ack',
      'P3: nack',
      'P4: nack',
      'q holds: P1, P2',
      'all holds: P1, P2, P3, P4',
    ],
    async run(t) {
      const fanout = await t.exchange('fanout', 'fanout')
      const queue = await t.queue('q', { 'x-max-length': 2, 'x-overflow': 'reject-publish' })
      const all = await t.queue('all')
      await t.bind(fanout, queue)
      await t.bind(fanout, all)
      await publishAll(t, fanout, '')
      await t.drain(queue, 2)
      await t.drain(all, 4)
    },
  },
  {
    id: 'K36',
    title: 'reject-publish-dlx dead-letters what it refuses',
    rule: 'A7, A9 (Queue Length Limit: overflow behaviour)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, {
        'x-max-length': 2,
        'x-overflow': 'reject-publish-dlx',
      })
      await publishAll(t, '', queue)
      await t.drain(queue, 2)
      await t.drain(dead, 2)
    },
  },
  {
    id: 'K37',
    title: 'a return into a full queue is dropped, being the head',
    rule: 'A5, A7 (Queue Length Limit)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, { 'x-max-length': 2 })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      const c = await t.channel('c')
      const first = await c.getOne(queue)
      await p.fill(queue, 'P3')
      await t.ready(queue, 2)
      c.raw.nack(first.tag, { requeue: true })
      await c.raw.sync()
      await t.drain(dead, 1)
      await t.drain(queue, 2)
    },
  },
  {
    id: 'K38',
    title: 'what is unacked does not count towards the limit',
    rule: 'A7 (Queue Length Limit)',
    queueTypes: both,
    expected: {
      classic: ['held: P1, P2, P3, P4, P5', 'q: 3 ready', 'q holds: P7, P8, P9'],
    },
    async run(t) {
      const queue = await t.queue('q', { 'x-max-length': 3 })
      const p = await t.publisher()
      const c = await t.channel('c')
      await c.raw.qos(5)
      await c.consume(queue, 'held')
      await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
      await c.take('held', 5)
      await p.fill(queue, 'P6', 'P7', 'P8', 'P9')
      await t.ready(queue, 3)
      await t.drain(queue, 3)
    },
  },
  {
    id: 'K39',
    title: 'only the head expires',
    rule: 'A6 (Time-to-Live: per-message TTL and dead-lettering)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, {})
      const p = await t.publisher()
      const sinceMs = t.nowMs()
      await p.publish('', queue, 'P1', { properties: { expiration: '2500' } })
      await p.publish('', queue, 'P2', { properties: { expiration: '400' } })
      await t.wait(1000)
      await t.ready(queue, 2)
      await t.within(
        'both expired',
        sinceMs,
        2400,
        4000,
        async () => (await t.readyNow(dead)) === 2,
      )
      await t.ready(queue, 0)
      await t.drain(dead, 2)
    },
  },
  {
    id: 'K40',
    title: 'a return keeps its time',
    rule: 'A6 (Time-to-Live: requeueing)',
    queueTypes: both,
    async run(t) {
      const { queue, dead } = await withDead(t, { 'x-message-ttl': 1000 })
      const p = await t.publisher()
      const sinceMs = t.nowMs()
      await p.fill(queue, 'P1')
      const c = await t.channel('c')
      const got = await c.getOne(queue)
      await t.wait(600)
      c.raw.reject(got.tag, { requeue: true })
      await t.within('expired', sinceMs, 950, 1500, async () => (await t.readyNow(dead)) === 1)
      await t.drain(dead, 1)
    },
  },
  {
    id: 'K41',
    title: 'a TTL of 0 delivers to a waiting consumer or not at all',
    rule: 'A6 (Time-to-Live)',
    queueTypes: ['classic', 'quorum'],
    async run(t) {
      const { queue, dead } = await withDead(t, { 'x-message-ttl': 0 })
      const p = await t.publisher()
      t.say(`nobody waits: ${await p.publish('', queue, 'P1', { mandatory: true })}`)
      await t.drain(dead, 1)
      const c = await t.channel('c')
      await c.consume(queue, 'c1', { autoAck: true })
      await p.fill(queue, 'P2')
      await c.take('c1', 1)
      await t.ready(dead, 0)
    },
  },
  {
    id: 'K42',
    title: 'a classic priority queue gives the highest level first',
    rule: 'A8 (Priority Queue Support)',
    queueTypes: ['classic'],
    expected: ['q holds: five, nine, five-again, one, missing'],
    async run(t) {
      const queue = await t.queue('q', { 'x-max-priority': 5 })
      const p = await t.publisher()
      const put = (body: string, priority?: number) =>
        p.publish('', queue, body, priority === undefined ? {} : { properties: { priority } })
      await put('one', 1)
      await put('five', 5)
      await put('missing')
      await put('nine', 9)
      await put('five-again', 5)
      await t.drain(queue, 5)
    },
  },
  {
    id: 'K43',
    title: 'levels of a quorum queue: none, two, thirty-two',
    rule: 'A8, A13 (Quorum Queues: priorities)',
    queueTypes: ['quorum'],
    expected: {
      '3.10': ['c1: N1, N2, N3, N4, N5, N6, H1, H2, H3, H4, H5, H6'],
      '4.0': ['c1: H1, H2, N1, H3, H4, N2, H5, H6, N3, N4, N5, N6'],
      '4.3': ['c1: H1, H2, H3, H4, H5, H6, N1, N2, N3, N4, N5, N6'],
    },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'N1', 'N2', 'N3', 'N4', 'N5', 'N6')
      for (const number of [1, 2, 3, 4, 5, 6])
        await p.publish('', queue, `H${number}`, { properties: { priority: 7 } })
      const c = await t.channel('c')
      await c.consume(queue, 'c1')
      await c.take('c1', 12)
    },
  },
  {
    id: 'K44',
    title: 'what is handed out is not overtaken',
    rule: 'A8 (Priority Queue Support: interaction with consumers)',
    queueTypes: ['classic'],
    expected: ['c1: low', 'c1: high', 'c1: low-2'],
    async run(t) {
      const queue = await t.queue('q', { 'x-max-priority': 5 })
      const p = await t.publisher()
      const c = await t.channel('c')
      await c.raw.qos(1)
      await p.publish('', queue, 'low', { properties: { priority: 1 } })
      await c.consume(queue, 'c1')
      const low = await c.takeOne('c1')
      await p.publish('', queue, 'low-2', { properties: { priority: 1 } })
      await p.publish('', queue, 'high', { properties: { priority: 5 } })
      c.raw.ack(low.tag)
      const high = await c.takeOne('c1')
      c.raw.ack(high.tag)
      await c.take('c1', 1)
    },
  },
]
