/** K166 to K169 and K171: rules of order that random scripts found. */
import type { Actor } from '../actor.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'
import { messageText } from '../text.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const

/** Two consumers of one channel, the first with the younger message: what they hold, out of order by consumer. */
async function outOfOrder(t: Script, queue: string, tags: readonly [string, string]) {
  const p = await t.publisher()
  await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
  const c = await t.channel('c')
  await c.raw.qos(1)
  await c.consume(queue, tags[0])
  const first = await c.takeOne(tags[0])
  await c.consume(queue, tags[1])
  await c.take(tags[1], 1)
  c.raw.ack(first.tag)
  await c.take(tags[0], 1)
  return c
}

async function taken(t: Script, c: Actor, queue: string): Promise<void> {
  const found: string[] = []
  await t.until(async () => {
    const got = await c.raw.get(queue, { autoAck: true })
    if (got !== null) found.push(messageText(got))
    return found.length === 4
  })
  t.say(found.join(', '))
}

export const foundOrders: readonly Scenario[] = [
  {
    id: 'K166',
    title: 'basic.recover gives back consumer by consumer, in the order of their tags',
    rule: 'A5 (basic.recover; rabbit_channel foreach_per_queue)',
    queueTypes: both,
    async run(t) {
      for (const tags of [['a', 'z'] as const, ['z', 'a'] as const]) {
        const queue = await t.queue(`q-${tags[0]}`)
        const c = await outOfOrder(t, queue, tags)
        const since = c.raw.events.length
        await c.raw.recover(true)
        await t.until(() => c.raw.events.length >= since + 2)
        await c.take(tags[0], 1)
        await c.take(tags[1], 1)
        const order = c.raw.events.slice(since).map((event) => {
          return event.kind === 'delivery' ? event.consumer : event.kind
        })
        // What a quorum queue hands out at once is sorted by consumer.
        t.say(t.kind === 'classic' ? `in order ${order.join(' ')}` : 'in some order')
        await c.raw.close()
      }
    },
  },
  {
    id: 'K167',
    title: 'a channel that closes gives back consumer by consumer',
    rule: 'A5 (Quorum Queues: requeue; rabbit_fifo handle_down)',
    queueTypes: both,
    async run(t) {
      for (const tags of [['a', 'z'] as const, ['z', 'a'] as const]) {
        const queue = await t.queue(`q-${tags[0]}`)
        const c = await outOfOrder(t, queue, tags)
        await c.getOne(queue)
        await c.raw.close()
        await t.ready(queue, 4)
        await taken(t, await t.channel('d'), queue)
      }
    },
  },
  {
    id: 'K168',
    title: 'a prefetch for each consumer takes that of the channel back',
    rule: 'A4 (Consumer Prefetch; rabbit_channel basic.qos)',
    queueTypes: classic,
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      const c = await t.channel('c')
      await c.raw.qos(1, { global: true })
      await c.consume(queue, 'c1')
      await p.fill(queue, 'P1', 'P2', 'P3')
      await t.wait(300)
      t.say(`${c.waitingFor('c1')} given`)
      await c.raw.qos(2)
      await t.until(() => c.waitingFor('c1') === 3, 1000)
      t.say(`${c.waitingFor('c1')} given`)
    },
  },
  {
    id: 'K169',
    title:
      'a message that goes before the head of a priority queue is not looked at when it enters',
    rule: 'A6, A8 (Priority Queue Support: expiry; rabbit_amqqueue_process)',
    queueTypes: classic,
    async run(t) {
      const queue = await t.queue('q', { 'x-max-priority': 5 })
      const p = await t.publisher()
      await p.publish('', queue, 'low', { properties: { priority: 1 } })
      await p.publish('', queue, 'high', { properties: { priority: 5, expiration: '200' } })
      await t.wait(800)
      t.say(`${await t.readyNow(queue)} ready`)
      const c = await t.channel('c')
      await c.get(queue, true)
      t.say(`${await t.readyNow(queue)} ready`)
    },
  },
  {
    id: 'K171',
    title: 'who is next when a single active consumer goes: by coming or by priority',
    rule: 'A4 (Single Active Consumer)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q', { 'x-single-active-consumer': true })
      const p = await t.publisher()
      const first = await t.channel('first')
      await first.consume(queue, 'first', { arguments: { 'x-priority': 9 } })
      const others = await t.channel('others')
      await others.consume(queue, 'early', { arguments: { 'x-priority': 1 } })
      await others.consume(queue, 'urgent', { arguments: { 'x-priority': 5 } })
      await p.fill(queue, 'P1')
      await first.take('first', 1)
      await first.raw.cancel('first')
      await p.fill(queue, 'P2')
      await t.until(() => others.waitingFor('early') + others.waitingFor('urgent') === 1)
      t.say(`early ${others.waitingFor('early')}, urgent ${others.waitingFor('urgent')}`)
      await others.take(others.waitingFor('early') === 1 ? 'early' : 'urgent', 1)
    },
  },
]
