/** K20 to K23 and K30 to K33: what comes back, in which order, with which marks, and how often. */
import type { Actor } from '../actor.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

const quorum = ['quorum'] as const
export type Settle = (actor: Actor, tag: number) => void

export const nack: Settle = (actor, tag) => actor.raw.nack(tag, { requeue: true })
export const reject: Settle = (actor, tag) => actor.raw.reject(tag, { requeue: true })

/** P1 to P5 published, P1 to P3 held and returned, then all of them read by another consumer. */
export async function returned(
  t: Script,
  queue: string,
  giveBack: (holder: Actor, tags: readonly number[]) => Promise<void>,
): Promise<void> {
  const p = await t.publisher()
  await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
  const holder = await t.channel('holder')
  await holder.raw.qos(3)
  await holder.consume(queue, 'held')
  const held = await holder.take('held', 3)
  await holder.raw.cancel('held')
  await giveBack(
    holder,
    held.map(({ tag }) => tag),
  )
  await t.until(async () => (await t.readyNow(queue)) === 5)
  const reader = await t.channel('reader')
  await reader.consume(queue, 'again')
  await reader.take('again', 5)
}

/** Gives back the third, the first, the second, one at a time. */
export const oneByOne = (settle: Settle) => async (holder: Actor, tags: readonly number[]) => {
  for (const at of [2, 0, 1]) {
    settle(holder, tags[at]!)
    await holder.raw.sync()
  }
}

/** Gets and returns until the message is gone or the rounds are over; how often it was delivered. */
export async function rounds(
  t: Script,
  queue: string,
  most: number,
  settle: Settle,
): Promise<number> {
  const c = await t.channel('c')
  for (let round = 1; round <= most; round++) {
    let tag = 0
    const came = await t.until(async () => {
      const got = await c.raw.get(queue, { autoAck: false })
      if (got === null) return false
      tag = got.tag
      const counts = ['x-delivery-count', 'x-acquired-count'].map(
        (name) => got.properties.headers?.[name] ?? '-',
      )
      if (round <= 3 || round === most) t.say(`round ${round}: counts ${counts.join(' ')}`)
      return true
    }, 800)
    if (!came) return round - 1
    settle(c, tag)
    await c.raw.sync()
  }
  return most
}

export const settling: readonly Scenario[] = [
  {
    id: 'K20',
    title: 'a classic queue takes messages back at their old places',
    rule: 'A5 (Consumer Acknowledgements: requeue)',
    queueTypes: ['classic'],
    expected: ['held: P1, P2, P3', 'again: P1 redelivered, P2 redelivered, P3 redelivered, P4, P5'],
    run: async (t) => returned(t, await t.queue('q'), oneByOne(nack)),
  },
  {
    id: 'K21',
    title: 'a quorum queue gives returns again in order of return, or at its tail without a limit',
    rule: 'A5, A13 (Quorum Queues: requeue)',
    queueTypes: quorum,
    expected: {
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
        'again: P3 redelivered {x-acquired-count:1}, P1 redelivered {x-acquired-count:1}, P2 redelivered {x-acquired-count:1}, P4, P5',
      ],
    },
    run: async (t) => returned(t, await t.queue('q'), oneByOne(nack)),
  },
  {
    id: 'K22',
    title: 'a quorum queue with the delivery limit -1, and with one',
    rule: 'A5, A13 (Quorum Queues: poison messages)',
    queueTypes: quorum,
    expected: {
      '3.10': [
        'get: P1 {x-delivery-count:0}',
        'without: P2',
        'get: P1 {x-delivery-count:0}',
        'with: P1 redelivered {x-delivery-count:1}, P2',
      ],
      '4.0': [
        'get: P1',
        'without: P2, P1 redelivered {x-delivery-count:1}',
        'get: P1',
        'with: P1 redelivered {x-delivery-count:1}, P2',
      ],
      '4.3': [
        'get: P1',
        'without: P1 redelivered {x-acquired-count:1}, P2',
        'get: P1',
        'with: P1 redelivered {x-acquired-count:1}, P2',
      ],
    },
    async run(t) {
      for (const [label, limit] of [
        ['without', -1],
        ['with', 5],
      ] as const) {
        const queue = await t.queue(label, { 'x-delivery-limit': limit })
        const p = await t.publisher()
        await p.fill(queue, 'P1', 'P2')
        const c = await t.channel('c')
        const first = await c.getOne(queue)
        nack(c, first.tag)
        await c.raw.sync()
        await t.wait(200)
        const lost = (await t.readyNow(queue)) === 1
        const reader = await t.channel('reader')
        await reader.consume(queue, label)
        await reader.take(label, lost ? 1 : 2)
      }
    },
  },
  {
    id: 'K23',
    title: 'closing the channel returns what it held, in order',
    rule: 'A4, A5 (Consumer Acknowledgements: automatic requeueing)',
    queueTypes: ['classic', 'quorum'],
    expected: {
      classic: ['held: P1, P2', 'again: P1 redelivered, P2 redelivered'],
      quorum: {
        '3.10': [
          'held: P1, P2',
          'again: P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}',
        ],
        '4.0': [
          'held: P1, P2',
          'again: P1 redelivered {x-delivery-count:1}, P2 redelivered {x-delivery-count:1}',
        ],
        '4.3': [
          'held: P1, P2',
          'again: P1 redelivered {x-acquired-count:1,x-delivery-count:1}, P2 redelivered {x-acquired-count:1,x-delivery-count:1}',
        ],
      },
    },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      const a = await t.channel('a')
      await a.consume(queue, 'held')
      await a.take('held', 2)
      const b = await t.channel('b')
      await b.consume(queue, 'again')
      await a.raw.close()
      await b.take('again', 2)
    },
  },
  {
    id: 'K30',
    title: 'rejecting again and again ends at the delivery limit',
    rule: 'A5, A9, A13 (Quorum Queues: poison messages)',
    queueTypes: quorum,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', {
        'x-delivery-limit': 2,
        'x-dead-letter-exchange': dead.exchange,
      })
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      t.say(`delivered ${await rounds(t, queue, 10, reject)} times`)
      await t.drain(dead.queue, 1)
    },
  },
  {
    id: 'K31',
    title: 'nacking again and again ends at the delivery limit before 4.3, and never from then on',
    rule: 'A5, A13 (Quorum Queues: poison messages)',
    queueTypes: quorum,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', {
        'x-delivery-limit': 2,
        'x-dead-letter-exchange': dead.exchange,
      })
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      t.say(`delivered ${await rounds(t, queue, 10, nack)} times`)
      await t.drain(dead.queue, t.profile === '4.3' ? 0 : 1)
    },
  },
  {
    id: 'K32',
    title: 'a classic queue has no delivery limit',
    rule: 'A5 (Classic Queues)',
    queueTypes: ['classic'],
    expected: [
      'round 1: counts - -',
      'round 2: counts - -',
      'round 3: counts - -',
      'round 30: counts - -',
      'delivered 30 times',
      'q: 1 ready',
      'dead: 0 ready',
    ],
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange })
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      t.say(`delivered ${await rounds(t, queue, 30, reject)} times`)
      await t.ready(queue, 1)
      await t.ready(dead.queue, 0)
    },
  },
  {
    id: 'K33',
    title: 'deleting a queue cancels its consumers',
    rule: 'A3 (Consumer Cancel Notification)',
    queueTypes: ['classic', 'quorum'],
    expected: ['deleted', 'c1 cancelled by the server', 'c2 cancelled by the server'],
    async run(t) {
      const queue = await t.queue('q')
      const c = await t.channel('c')
      const d = await t.channel('d', 'second')
      await c.consume(queue, 'c1')
      await d.consume(queue, 'c2')
      const other = await t.channel('other')
      await other.raw.deleteQueue(queue)
      t.say('deleted')
      await c.cancelled('c1')
      await d.cancelled('c2')
    },
  },
]
