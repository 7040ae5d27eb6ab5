/** K132 to K139: the ways back into a queue that the numbered scenarios leave out. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'
import { nack, oneByOne, reject, returned, rounds, type Settle } from './settling.ts'

const both = ['classic', 'quorum'] as const
const quorum = ['quorum'] as const

/** What becomes of a message without an argument about it: alive, or gone after so many deliveries. */
async function untilGone(t: Script, label: string, settle: Settle): Promise<void> {
  const queue = await t.queue(label)
  await (await t.publisher()).fill(queue, 'P1')
  t.say(`${label}: delivered ${await rounds(t, queue, 24, settle)} times`)
}

export const ownSettling: readonly Scenario[] = [
  {
    id: 'K132',
    title: 'rejecting singly returns as nacking does',
    rule: 'A5, A13 (Consumer Acknowledgements: requeue)',
    queueTypes: both,
    expected: {
      classic: [
        'held: P1, P2, P3',
        'again: P1 redelivered, P2 redelivered, P3 redelivered, P4, P5',
      ],
      quorum: {
        '3.10': [
          'held: P1, P2, P3',
          'again: P4, P5, P3 redelivered {x-delivery-count:1}, P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}',
        ],
        '4.0': [
          'held: P1, P2, P3',
          'again: P3 redelivered {x-delivery-count:1}, P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.3': [
          'held: P1, P2, P3',
          'again: P3 redelivered {x-acquired-count:1,x-delivery-count:1}, P1 redelivered {x-acquired-count:1,x-delivery-count:1}, P2 redelivered {x-acquired-count:1,x-delivery-count:1}, P4, P5',
        ],
      },
    },
    run: async (t) => returned(t, await t.queue('q'), oneByOne(reject)),
  },
  {
    id: 'K133',
    title: 'closing the channel returns in order, whatever the limit',
    rule: 'A5, A13 (Quorum Queues: requeue)',
    queueTypes: both,
    expected: {
      classic: [
        'held: P1, P2, P3',
        'again: P1 redelivered, P2 redelivered, P3 redelivered, P4, P5',
      ],
      quorum: {
        '3.10': [
          'held: P1, P2, P3',
          'again: P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P3 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.0': [
          'held: P1, P2, P3',
          'again: P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P3 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.3': [
          'held: P1, P2, P3',
          'again: P1 redelivered {x-acquired-count:1,x-delivery-count:1}, P2 redelivered {x-acquired-count:1,x-delivery-count:1}, P3 redelivered {x-acquired-count:1,x-delivery-count:1}, P4, P5',
        ],
      },
    },
    run: async (t) =>
      returned(t, await t.queue('q'), async (holder) => {
        await holder.raw.close()
      }),
  },
  {
    id: 'K134',
    title: 'a quorum queue with a limit of 5 returns in order of return',
    rule: 'A5, A13 (Quorum Queues: requeue)',
    queueTypes: quorum,
    expected: {
      quorum: {
        '3.10': [
          'held: P1, P2, P3',
          'again: P3 redelivered {x-delivery-count:1}, P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.0': [
          'held: P1, P2, P3',
          'again: P3 redelivered {x-delivery-count:1}, P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.3': [
          'held: P1, P2, P3',
          'again: P3 redelivered {x-acquired-count:1}, P1 redelivered {x-acquired-count:1}, P2 redelivered {x-acquired-count:1}, P4, P5',
        ],
      },
    },
    run: async (t) => returned(t, await t.queue('q', { 'x-delivery-limit': 5 }), oneByOne(nack)),
  },
  {
    id: 'K135',
    title: 'nacking several at once returns them in order',
    rule: 'A5, A13 (Consumer Acknowledgements: multiple)',
    queueTypes: both,
    expected: {
      classic: [
        'held: P1, P2, P3',
        'again: P1 redelivered, P2 redelivered, P3 redelivered, P4, P5',
      ],
      quorum: {
        '3.10': [
          'held: P1, P2, P3',
          'again: P4, P5, P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P3 redelivered {x-delivery-count:1}',
        ],
        '4.0': [
          'held: P1, P2, P3',
          'again: P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}, P3 redelivered {x-delivery-count:1}, P4, P5',
        ],
        '4.3': [
          'held: P1, P2, P3',
          'again: P1 redelivered {x-acquired-count:1}, P2 redelivered {x-acquired-count:1}, P3 redelivered {x-acquired-count:1}, P4, P5',
        ],
      },
    },
    run: async (t) =>
      returned(t, await t.queue('q'), async (holder, tags) => {
        holder.raw.nack(tags[2]!, { multiple: true, requeue: true })
        await holder.raw.sync()
      }),
  },
  {
    id: 'K136',
    title: 'without any argument a quorum queue gives up after 21 deliveries, or never',
    rule: 'A5, A13 (Quorum Queues: poison messages)',
    queueTypes: quorum,
    expected: {
      '3.10': [
        'round 1: counts 0 -',
        'round 2: counts 1 -',
        'round 3: counts 2 -',
        'round 24: counts 23 -',
        'nacked: delivered 24 times',
        'round 1: counts 0 -',
        'round 2: counts 1 -',
        'round 3: counts 2 -',
        'round 24: counts 23 -',
        'rejected: delivered 24 times',
      ],
      '4.0': [
        'round 1: counts - -',
        'round 2: counts 1 -',
        'round 3: counts 2 -',
        'nacked: delivered 21 times',
        'round 1: counts - -',
        'round 2: counts 1 -',
        'round 3: counts 2 -',
        'rejected: delivered 21 times',
      ],
      '4.3': [
        'round 1: counts - -',
        'round 2: counts - 1',
        'round 3: counts - 2',
        'round 24: counts - 23',
        'nacked: delivered 24 times',
        'round 1: counts - -',
        'round 2: counts 1 1',
        'round 3: counts 2 2',
        'rejected: delivered 21 times',
      ],
    },
    async run(t) {
      await untilGone(t, 'nacked', nack)
      await untilGone(t, 'rejected', reject)
    },
  },
  {
    id: 'K137',
    title: 'a closed channel counts towards the delivery limit',
    rule: 'A5, A13 (Quorum Queues: poison messages)',
    queueTypes: quorum,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', {
        'x-delivery-limit': 2,
        'x-dead-letter-exchange': dead.exchange,
      })
      await (await t.publisher()).fill(queue, 'P1')
      for (let round = 0; round < 3; round++) {
        const c = await t.channel('c')
        await c.getOne(queue)
        await c.raw.close()
      }
      await t.drain(dead.queue, 1)
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K138',
    title: 'nacking for good dead-letters all it covers, in order',
    rule: 'A5, A9 (Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange })
      await (await t.publisher()).fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.consume(queue, 'c1')
      const taken = await c.take('c1', 3)
      c.raw.nack(taken[1]!.tag, { multiple: true, requeue: false })
      await c.raw.sync()
      await t.until(async () => (await t.readyNow(dead.queue)) === 2)
      const reader = await t.channel('reader')
      await reader.consume(dead.queue, 'dead', { autoAck: true })
      await t.until(() => reader.waitingFor('dead') === 2)
      const letters = await reader.take('dead', 2)
      t.say(letters.map(({ body, key }) => `${body} by ${key}`).join(', '))
    },
  },
  {
    id: 'K139',
    title: 'a requeue goes to the consumer that waits, its own included',
    rule: 'A4, A5 (Consumer Acknowledgements: requeue)',
    queueTypes: both,
    async run(t) {
      const args: Arguments = t.kind === 'quorum' ? { 'x-delivery-limit': 10 } : {}
      const queue = await t.queue('q', args)
      await (await t.publisher()).fill(queue, 'P1', 'P2')
      const c = await t.channel('c')
      await c.raw.qos(1)
      await c.consume(queue, 'c1')
      for (let round = 0; round < 3; round++) {
        const message = await c.takeOne('c1')
        c.raw.reject(message.tag, { requeue: true })
      }
      const last = await c.takeOne('c1')
      c.raw.ack(last.tag)
      await c.take('c1', 1)
    },
  },
  {
    id: 'K160',
    title: 'a quorum queue may hold a returned message back, from 4.3',
    rule: 'A5 (Quorum Queues: delayed retry)',
    queueTypes: quorum,
    async run(t) {
      const name = t.remember(t.name('q'))
      const args = t.ofKind({ 'x-delayed-retry-type': 'all', 'x-delayed-retry-min': 700 })
      const declaring = await t.channel('declaring')
      const went = await declaring.attempt('declared', () =>
        declaring.raw.declareQueue({ name, durable: true, arguments: args }),
      )
      if (!went) return
      await (await t.publisher()).fill(name, 'P1', 'P2')
      const holder = await t.channel('holder')
      const first = await holder.getOne(name)
      const c = await t.channel('c')
      await c.consume(name, 'c1')
      await c.take('c1', 1)
      const sinceMs = t.nowMs()
      reject(holder, first.tag)
      await t.until(() => c.waitingFor('c1') === 1)
      t.say(`P1 comes ${t.nowMs() - sinceMs < 600 ? 'at once' : 'later'}`)
      await c.take('c1', 1)
    },
  },
]
