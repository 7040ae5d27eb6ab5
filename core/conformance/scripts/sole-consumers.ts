/** K28 and K29: consumers that want a queue for themselves. */
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'

const both = ['classic', 'quorum'] as const

export const soleConsumers: readonly Scenario[] = [
  {
    id: 'K28',
    title:
      'a single active consumer stays until it goes; quorum queues from 4.0 let a higher priority take over',
    rule: 'A4 (Consumers: single active consumer)',
    queueTypes: both,
    expected: {
      classic: ['A: P1', 'acked', 'A: P2', 'A cancelled', 'B: P3'],
      quorum: {
        '3.10': ['A: P1', 'acked', 'A: P2', 'A cancelled', 'B: P3'],
        '4.0': ['A: P1', 'acked', 'B: P2', 'B cancelled', 'A: P3'],
        '4.3': ['A: P1', 'acked', 'B: P2', 'B cancelled', 'A: P3'],
      },
    },
    async run(t) {
      const queue = await t.queue('q', { 'x-single-active-consumer': true })
      const p = await t.publisher()
      const a = await t.channel('a')
      const b = await t.channel('b')
      await a.raw.qos(1)
      await a.consume(queue, 'A')
      await p.fill(queue, 'P1')
      const first = await a.takeOne('A')
      await b.raw.qos(1)
      await b.consume(queue, 'B', { arguments: { 'x-priority': 5 } })
      await p.fill(queue, 'P2')
      await t.wait(200)
      a.raw.ack(first.tag)
      await a.raw.sync()
      t.say('acked')
      await t.until(() => a.waitingFor('A') + b.waitingFor('B') === 1)
      if (a.waitingFor('A') === 1) {
        const second = await a.takeOne('A')
        await a.raw.cancel('A')
        t.say('A cancelled')
        a.raw.ack(second.tag)
        await a.raw.sync()
        await p.fill(queue, 'P3')
        await b.take('B', 1)
      } else {
        const second = await b.takeOne('B')
        await b.raw.cancel('B')
        t.say('B cancelled')
        b.raw.ack(second.tag)
        await b.raw.sync()
        await p.fill(queue, 'P3')
        await a.take('A', 1)
      }
    },
  },
  {
    id: 'K29',
    title: 'an exclusive consumer suffers no other',
    rule: 'A4 (Consumers: exclusivity)',
    queueTypes: both,
    expected: {
      classic: [
        'exclusive beside another: channel closed 403 ACCESS_REFUSED',
        'another beside an exclusive: channel closed 403 ACCESS_REFUSED',
        'after it has gone: ok',
      ],
      quorum: [
        'exclusive beside another: ok',
        'another beside an exclusive: ok',
        'after it has gone: ok',
      ],
    },
    async run(t) {
      const queue = await t.queue('q')
      const c = await t.channel('c')
      await c.consume(queue, 'first')
      await ask(t, 'exclusive beside another', (raw) =>
        raw.consume(queue, { tag: 'x', exclusive: true }),
      )
      await c.raw.cancel('first')
      await c.consume(queue, 'exclusive', { exclusive: true })
      await ask(t, 'another beside an exclusive', (raw) => raw.consume(queue, { tag: 'y' }))
      await c.raw.cancel('exclusive')
      await ask(t, 'after it has gone', (raw) => raw.consume(queue, { tag: 'z' }))
    },
  },
]
