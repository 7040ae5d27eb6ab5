/** K53 to K55: restarts, alarms and streams. */
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'

export const server: readonly Scenario[] = [
  {
    id: 'K53',
    title: 'what a clean restart keeps',
    rule: 'A3 (Queues: durability; Persistence)',
    queueTypes: ['classic', 'quorum'],
    alone: true,
    expected: { classic: ['c1: held', 'c2: held redelivered, P'] },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.publish('', queue, 'held')
      await p.publish('', queue, 'T', { properties: { persistent: false } })
      await p.publish('', queue, 'P')
      const c = await t.channel('c')
      await c.raw.qos(1)
      await c.consume(queue, 'c1')
      await c.take('c1', 1)
      await t.broker.restart()
      t.forget()
      t.forget('keeper')
      await t.until(async () => (await t.readyNow(queue)) >= 2, 15_000)
      const again = await t.channel('again')
      await again.consume(queue, 'c2')
      await again.take('c2', t.kind === 'classic' ? 2 : 3)
    },
  },
  {
    id: 'K54',
    title: 'an alarm stops publishers, not consumers',
    rule: 'A10 (Memory and Disk Alarms; Blocked Connection Notifications)',
    queueTypes: ['classic'],
    alone: true,
    expected: [
      'blocked once',
      'no confirm',
      'c1: P1',
      'consumer connection: 0 notices',
      'unblocked',
      'c1: P2',
      'confirmed',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher('p', 'publishing')
      await p.fill(queue, 'P1')
      const notices = (kind: 'blocked' | 'unblocked') =>
        p.connection.events.filter((event) => event.kind === kind).length
      await t.broker.alarm(true)
      try {
        p.raw.publish({ exchange: '', key: queue, body: 'P2' })
        await t.until(() => notices('blocked') > 0)
        await t.wait(300)
        t.say(`blocked ${notices('blocked') === 1 ? 'once' : `${notices('blocked')} times`}`)
        t.say(p.verdict(2) === null ? 'no confirm' : 'confirmed under the alarm')
        const c = await t.channel('c', 'consuming')
        await c.consume(queue, 'c1')
        await c.take('c1', 1)
        t.say(`consumer connection: ${c.connection.events.length} notices`)
        await t.broker.alarm(false)
        await t.until(() => notices('unblocked') > 0)
        t.say(notices('unblocked') === 1 ? 'unblocked' : 'not unblocked')
        await c.take('c1', 1)
        await t.until(() => p.verdict(2) !== null)
        t.say(p.verdict(2) === true ? 'confirmed' : 'not confirmed')
        p.leftovers()
      } finally {
        await t.broker.alarm(false)
      }
    },
  },
  {
    id: 'K55',
    title: 'a stream is read by everybody, with a limit and by consuming',
    rule: 'A4 (Streams)',
    queueTypes: ['stream'],
    expected: [
      'c1: P1 {x-stream-offset:0}, P2 {x-stream-offset:1}, P3 {x-stream-offset:2}',
      'c2: P1 {x-stream-offset:0}, P2 {x-stream-offset:1}, P3 {x-stream-offset:2}',
      'without a limit: channel closed 406 PRECONDITION_FAILED',
      'get: connection closed 540 NOT_IMPLEMENTED',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      const first = { arguments: { 'x-stream-offset': 'first' } }
      for (const tag of ['c1', 'c2']) {
        const c = await t.channel(tag)
        await c.raw.qos(10)
        await c.consume(queue, tag, first)
        const taken = await c.take(tag, 3)
        for (const { tag: number } of taken) c.raw.ack(number)
        await c.raw.sync()
      }
      await ask(t, 'without a limit', (raw) => raw.consume(queue, { tag: 'c3', ...first }))
      const later = await t.channel('later', 'polling')
      await later.attempt('get', () => later.raw.get(queue, { autoAck: false }))
      t.forget('polling')
    },
  },
]
