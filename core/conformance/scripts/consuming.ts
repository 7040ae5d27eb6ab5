/** K16 to K19 and K24 to K27: who is given what, and what prefetch and priority change about it. */
import { Closed } from '../client.ts'
import type { Scenario } from '../scenario.ts'

const both = ['classic', 'quorum'] as const
const failed = 'channel closed 406 PRECONDITION_FAILED'

export const consuming: readonly Scenario[] = [
  {
    id: 'K16',
    title: 'consumers take turns',
    rule: 'A4 (Consumers: round robin)',
    queueTypes: both,
    expected: ['A: P1', 'B: P2', 'A: P3', 'B: P4'],
    async run(t) {
      const queue = await t.queue('q')
      const a = await t.channel('a')
      const b = await t.channel('b')
      await a.raw.qos(1)
      await b.raw.qos(1)
      await a.consume(queue, 'A')
      await b.consume(queue, 'B')
      const p = await t.publisher()
      for (const number of [1, 2, 3, 4]) {
        await p.fill(queue, `P${number}`)
        const [actor, tag] = number % 2 === 1 ? ([a, 'A'] as const) : ([b, 'B'] as const)
        const message = await actor.takeOne(tag)
        actor.raw.ack(message.tag)
        await actor.raw.sync()
      }
    },
  },
  {
    id: 'K17',
    title: 'prefetch counts for each consumer, or for the channel when global',
    rule: 'A4, A13 (Consumer Prefetch)',
    queueTypes: both,
    expected: {
      classic: {
        '3.10': ['each 2: 4 outstanding', 'global 2: 2 outstanding'],
        '4.0': ['each 2: 4 outstanding', 'global 2: 2 outstanding'],
        '4.3': ['each 2: 4 outstanding', 'global 2: 4 outstanding'],
      },
      quorum: {
        '3.10': [
          'each 2: 4 outstanding',
          'consume under a global limit: connection closed 540 NOT_IMPLEMENTED',
        ],
        '4.0': [
          'each 2: 4 outstanding',
          'consume under a global limit: connection closed 540 NOT_IMPLEMENTED',
        ],
        '4.3': ['each 2: 4 outstanding', 'global 2: 4 outstanding'],
      },
    },
    async run(t) {
      for (const global of [false, true]) {
        const queue = await t.queue(`q-${global}`)
        const p = await t.publisher()
        await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5', 'P6')
        const c = await t.channel('c', `of-${global}`)
        await c.raw.qos(2, { global })
        try {
          await c.consume(queue, 'c1')
          await c.consume(queue, 'c2')
        } catch (problem) {
          if (!(problem instanceof Closed)) throw problem
          t.say(`consume under a global limit: ${problem.message}`)
          t.forget(`of-${global}`)
          continue
        }
        await t.until(() => c.waitingFor('c1') + c.waitingFor('c2') === 6, 400)
        const outstanding = c.waitingFor('c1') + c.waitingFor('c2')
        t.say(`${global ? 'global' : 'each'} 2: ${outstanding} outstanding`)
        c.leftovers()
      }
    },
  },
  {
    id: 'K18',
    title: 'a limit counts for consumers started after it',
    rule: 'A4 (Consumer Prefetch)',
    queueTypes: both,
    expected: ['old: P1, P2, P3', 'new: P4'],
    async run(t) {
      const queue = await t.queue('q')
      const c = await t.channel('c')
      await c.raw.qos(3)
      await c.consume(queue, 'old')
      await c.raw.qos(1)
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
      await c.take('old', 3)
      await c.consume(queue, 'new')
      await c.take('new', 1)
    },
  },
  {
    id: 'K19',
    title: 'consumers of higher priority come first while they can take',
    rule: 'A4 (Consumer Priorities)',
    queueTypes: both,
    expected: ['A: P1', 'B: P2, P3'],
    async run(t) {
      const queue = await t.queue('q')
      const b = await t.channel('b')
      await b.consume(queue, 'B')
      const a = await t.channel('a')
      await a.raw.qos(1)
      await a.consume(queue, 'A', { arguments: { 'x-priority': 10 } })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      await a.take('A', 1)
      await b.take('B', 2)
    },
  },
  {
    id: 'K24',
    title: 'cancelling keeps what is unacked with the channel, closing returns it',
    rule: 'A4 (Consumers: cancellation)',
    queueTypes: both,
    expected: [
      'c1: P1',
      'q: 0 ready',
      'ack after the cancel: ok',
      'q: 0 ready',
      'c2: P2',
      'q: 1 ready',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      const c = await t.channel('c')
      await p.fill(queue, 'P1')
      await c.consume(queue, 'c1')
      const first = await c.takeOne('c1')
      await c.raw.cancel('c1')
      await t.wait(200)
      await t.ready(queue, 0)
      await c.attempt('ack after the cancel', () => c.raw.ack(first.tag))
      await t.wait(200)
      await t.ready(queue, 0)
      await p.fill(queue, 'P2')
      await c.consume(queue, 'c2')
      await c.takeOne('c2')
      await c.raw.cancel('c2')
      await c.raw.close()
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K25',
    title: 'a tag is settled once, on its own channel',
    rule: 'A5 (Consumer Acknowledgements: delivery tags)',
    queueTypes: both,
    expected: {
      classic: [
        'get: P1',
        `unknown tag: ${failed}`,
        'q: 1 ready',
        'get: P1 redelivered',
        `twice: ${failed}`,
        'q: 0 ready',
        'get: P2',
        `on another channel: ${failed}`,
        'on its own: ok',
      ],
    },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      const one = await t.channel('one')
      await one.getOne(queue)
      await one.attempt('unknown tag', () => one.raw.ack(99))
      await t.ready(queue, 1)
      const two = await t.channel('two')
      const again = await two.getOne(queue)
      await two.attempt('twice', () => {
        two.raw.ack(again.tag)
        two.raw.ack(again.tag)
      })
      await t.ready(queue, 0)
      await p.fill(queue, 'P2')
      const three = await t.channel('three')
      const four = await t.channel('four')
      const third = await three.getOne(queue)
      await four.attempt('on another channel', () => four.raw.ack(third.tag))
      await three.attempt('on its own', () => three.raw.ack(third.tag))
    },
  },
  {
    id: 'K26',
    title: 'multiple settles all up to a tag, tag 0 all there are',
    rule: 'A5 (Consumer Acknowledgements: multiple)',
    queueTypes: both,
    expected: {
      classic: [
        'c1: P1, P2, P3, P4, P5',
        'q: 2 ready',
        'c2: P4 redelivered, P5 redelivered',
        'q: 0 ready',
      ],
    },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
      const c = await t.channel('c')
      await c.consume(queue, 'c1')
      const taken = await c.take('c1', 5)
      c.raw.ack(taken[2]!.tag, { multiple: true })
      await c.raw.sync()
      await c.raw.close()
      await t.ready(queue, 2)
      const d = await t.channel('d')
      await d.consume(queue, 'c2')
      await d.take('c2', 2)
      d.raw.ack(0, { multiple: true })
      await d.raw.sync()
      await d.raw.close()
      await t.wait(200)
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K27',
    title: 'basic.get tells how many stay behind',
    rule: 'A4 (Consumers: polling)',
    queueTypes: ['classic'],
    expected: [
      'get: P1, 2 remaining',
      'get: P2, 1 remaining',
      'get: P3, 0 remaining',
      'get: empty',
      'get: P3 redelivered, 0 remaining',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.get(queue)
      await c.get(queue)
      const third = await c.get(queue)
      await c.get(queue)
      c.raw.reject(third!.tag, { requeue: true })
      await c.raw.sync()
      await c.get(queue)
    },
  },
]
