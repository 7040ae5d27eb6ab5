/** K121 to K131: rules of consumers that the numbered scenarios leave out. */
import { Closed } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'
import { nack, reject } from './settling.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const

export const ownConsuming: readonly Scenario[] = [
  {
    id: 'K121',
    title: 'basic.get heeds no prefetch',
    rule: 'A4 (Consumers: polling)',
    queueTypes: classic,
    expected: ['get: P1, 2 remaining', 'get: P2, 1 remaining', 'get: P3, 0 remaining'],
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.raw.qos(1)
      for (let count = 0; count < 3; count++) await c.get(queue)
    },
  },
  {
    id: 'K122',
    title: 'misuse that costs the connection',
    rule: 'A4, A10 (Consumers; reply codes)',
    queueTypes: classic,
    expected: [
      'a size limit: connection closed 540 NOT_IMPLEMENTED',
      'a tag twice: connection closed 530 NOT_ALLOWED',
      'recover without requeue: connection closed 540 NOT_IMPLEMENTED',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const one = await t.channel('one', 'first')
      await one.attempt('a size limit', () => one.raw.qos(1, { sizeBytes: 1000 }))
      const two = await t.channel('two', 'second')
      await two.consume(queue, 'same')
      await two.attempt('a tag twice', () => two.consume(queue, 'same'))
      const three = await t.channel('three', 'third')
      await three.attempt('recover without requeue', () => three.raw.recover(false))
      for (const name of ['first', 'second', 'third']) t.forget(name)
    },
  },
  {
    id: 'K123',
    title: 'a consumer that needs no acks has no limit and nothing to ack',
    rule: 'A4, A5 (Consumer Acknowledgements: automatic)',
    queueTypes: both,
    expected: {
      classic: ['c1: P1, P2, P3', 'ack: channel closed 406 PRECONDITION_FAILED', 'q: 0 ready'],
    },
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.raw.qos(1)
      await c.consume(queue, 'c1', { autoAck: true })
      const [first] = await c.take('c1', 3)
      await c.attempt('ack', () => c.raw.ack(first!.tag))
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K124',
    title: 'a consumer that was full takes its turn at the end',
    rule: 'A4 (Consumers: round robin)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      const actors = []
      for (const tag of ['A', 'B', 'C']) {
        const actor = await t.channel(tag)
        await actor.raw.qos(1)
        await actor.consume(queue, tag)
        actors.push(actor)
      }
      const [a, b, c] = actors as [(typeof actors)[0], (typeof actors)[0], (typeof actors)[0]]
      await p.fill(queue, 'P1', 'P2')
      const first = await a.takeOne('A')
      const second = await b.takeOne('B')
      b.raw.ack(second.tag)
      await b.raw.sync()
      a.raw.ack(first.tag)
      await a.raw.sync()
      await p.fill(queue, 'P3', 'P4', 'P5')
      await c.take('C', 1)
      await b.take('B', 1)
      await a.take('A', 1)
    },
  },
  {
    id: 'K125',
    title: 'equal priorities take turns; the lower gets what the higher cannot take',
    rule: 'A4 (Consumer Priorities)',
    queueTypes: both,
    expected: ['high-1: P1', 'high-2: P2', 'low: P3, P4', 'high-1: P5'],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      const low = await t.channel('low')
      await low.consume(queue, 'low', { arguments: { 'x-priority': -5 } })
      const one = await t.channel('one')
      const two = await t.channel('two')
      for (const [actor, tag] of [
        [one, 'high-1'],
        [two, 'high-2'],
      ] as const) {
        await actor.raw.qos(1)
        await actor.consume(queue, tag, { arguments: { 'x-priority': 5 } })
      }
      await p.fill(queue, 'P1', 'P2', 'P3', 'P4')
      const first = await one.takeOne('high-1')
      await two.take('high-2', 1)
      await low.take('low', 2)
      one.raw.ack(first.tag)
      await one.raw.sync()
      await p.fill(queue, 'P5')
      await one.take('high-1', 1)
    },
  },
  {
    id: 'K126',
    title: 'a limit for the channel and one for each consumer both hold, before 4.3',
    rule: 'A4 (Consumer Prefetch)',
    queueTypes: classic,
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5', 'P6')
      const c = await t.channel('c')
      await c.raw.qos(2)
      await c.raw.qos(3, { global: true })
      await c.consume(queue, 'c1')
      await t.until(() => c.waitingFor('c1') === 2)
      await c.consume(queue, 'c2')
      await t.wait(300)
      t.say(`c1 ${c.waitingFor('c1')}, c2 ${c.waitingFor('c2')}`)
      c.leftovers()
    },
  },
  {
    id: 'K127',
    title: 'recover requeues everything the channel holds',
    rule: 'A4 (Consumers: basic.recover)',
    queueTypes: both,
    expected: {
      classic: ['get: P1', 'get: P2', 'q: 3 ready', 'c1: P1 redelivered, P2 redelivered, P3'],
    },
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.getOne(queue)
      await c.getOne(queue)
      await c.raw.recover(true)
      await t.ready(queue, 3)
      await c.consume(queue, 'c1')
      await c.take('c1', 3)
    },
  },
  {
    id: 'K128',
    title: 'who follows a single active consumer, and what it refuses',
    rule: 'A4 (Consumers: single active consumer)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q', { 'x-single-active-consumer': true })
      const p = await t.publisher()
      const a = await t.channel('a')
      await a.consume(queue, 'A')
      const b = await t.channel('b')
      await b.consume(queue, 'B')
      const c = await t.channel('c')
      await c.consume(queue, 'C')
      await ask(t, 'exclusive', (raw) => raw.consume(queue, { tag: 'x', exclusive: true }))
      await p.fill(queue, 'P1', 'P2')
      await a.take('A', 2)
      await a.raw.close()
      await b.take('B', 2)
      await ask(t, 'get', (raw) => raw.get(queue, { autoAck: true }))
    },
  },
  {
    id: 'K129',
    title: 'a dropped connection returns what it held',
    rule: 'A4, A5 (Consumer Acknowledgements: automatic requeueing)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2')
      const lost = await t.channel('lost', 'lost')
      await lost.consume(queue, 'lost')
      await lost.take('lost', 2)
      await lost.connection.kill()
      t.forget('lost')
      const c = await t.channel('c')
      await c.consume(queue, 'c1')
      await c.take('c1', 2)
    },
  },
  {
    id: 'K130',
    title: 'a stream: where reading starts, and what it cannot do',
    rule: 'A4 (Streams)',
    queueTypes: ['stream'],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P0', 'P1', 'P2', 'P3')
      const read = async (tag: string, offset: string | number | null, count: number) => {
        const c = await t.channel(tag)
        await c.raw.qos(10)
        const args = offset === null ? {} : { 'x-stream-offset': offset }
        await c.consume(queue, tag, { arguments: args })
        if (count > 0) await c.take(tag, count)
        return c
      }
      await read('from-2', 2, 2)
      const next = await read('by-default', null, 0)
      for (const [label, settle] of [
        ['nack', nack],
        ['reject', reject],
      ] as const) {
        const c = await t.channel('c', label)
        await c.raw.qos(10)
        await c.consume(queue, label, { arguments: { 'x-stream-offset': 'first' } })
        const [first] = await c.take(label, 4)
        await c.attempt(label, () => settle(c, first!.tag))
        if (c.raw.closed?.scope === 'connection') t.forget(label)
        else await c.raw.close()
      }
      await p.fill(queue, 'P4')
      await next.take('by-default', 1)
      await read('anew', 'first', 5)
      for (const [label, work] of [
        ['without acks', (c: typeof next) => c.consume(queue, 'x', { autoAck: true })],
        ['purge', (c: typeof next) => c.raw.purgeQueue(queue)],
        [
          'unknown offset',
          (c: typeof next) => c.consume(queue, 'y', { arguments: { 'x-stream-offset': 'middle' } }),
        ],
      ] as const) {
        const c = await t.channel('c', label)
        await c.raw.qos(10)
        await c.attempt(label, () => work(c))
        if (c.raw.closed?.scope === 'connection') t.forget(label)
      }
    },
  },
  {
    id: 'K131',
    title: 'a limit of the channel counts over all its consumers and is freed by an ack',
    rule: 'A4 (Consumer Prefetch)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q')
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c', 'limited')
      await c.raw.qos(1, { global: true })
      try {
        await c.consume(queue, 'c1')
        const first = await c.takeOne('c1')
        await t.wait(200)
        t.say(`before the ack ${c.waitingFor('c1')} more`)
        c.raw.ack(first.tag)
        const second = await c.takeOne('c1')
        c.raw.ack(second.tag)
        await c.take('c1', 1)
      } catch (problem) {
        if (!(problem instanceof Closed)) throw problem
        t.say(problem.message)
        t.forget('limited')
      }
    },
  },
]
