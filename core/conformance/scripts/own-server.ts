/** K156 to K158 and K161: transactions, replies, restarts and timeouts that the numbered scenarios leave out. */
import type { Scenario } from '../scenario.ts'
import { rejectHead } from './dying.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const

export const ownServer: readonly Scenario[] = [
  {
    id: 'K161',
    title:
      'a delivery that stays unacked too long costs the channel, or from 4.3 the consumer of a quorum queue',
    rule: 'A4 (Delivery Acknowledgement Timeout)',
    queueTypes: both,
    alone: true,
    async run(t) {
      await t.broker.ackTimeout(1500)
      try {
        const queue = await t.queue('q')
        await (await t.publisher()).fill(queue, 'P1', 'P2')
        const slow = await t.channel('slow', 'slow')
        await slow.raw.qos(1)
        await slow.consume(queue, 'slow')
        await slow.takeOne('slow')
        const isOver = () =>
          slow.raw.closed !== null || slow.raw.events.some(({ kind }) => kind === 'cancelled')
        await t.until(isOver, 12_000)
        t.say(slow.raw.closed?.message ?? 'the channel stays open')
        await t.wait(300)
        t.say(`${await t.readyNow(queue)} ready`)
        const c = await t.channel('c')
        await c.consume(queue, 'c1', { autoAck: true })
        await t.until(() => c.waitingFor('c1') === 2, 600)
        await c.take('c1', c.waitingFor('c1'))
      } finally {
        await t.broker.ackTimeout(null)
      }
    },
  },
  {
    id: 'K156',
    title: 'a transaction publishes and acks at its commit, and forgets at its rollback',
    rule: 'A10 (AMQP transactions)',
    queueTypes: both,
    expected: {
      classic: [
        'before the commit: 0 ready',
        'q: 2 ready',
        'rolled back: 2 ready',
        'get: P1',
        'acked but not committed, channel closed',
        'q: 2 ready',
        'get: P1 redelivered',
        'committed',
        'q: 1 ready',
      ],
    },
    async run(t) {
      const queue = await t.queue('q')
      const tx = await t.channel('tx')
      await tx.raw.txSelect()
      const send = (body: string) => tx.raw.publish({ exchange: '', key: queue, body })
      send('P1')
      send('P2')
      await tx.raw.sync()
      await t.wait(200)
      t.say(`before the commit: ${await t.readyNow(queue)} ready`)
      await tx.raw.txCommit()
      await t.ready(queue, 2)
      send('P3')
      await tx.raw.txRollback()
      await tx.raw.txCommit()
      await t.wait(200)
      t.say(`rolled back: ${await t.readyNow(queue)} ready`)
      const got = await tx.getOne(queue)
      tx.raw.ack(got.tag)
      await tx.raw.sync()
      await tx.raw.close()
      t.say('acked but not committed, channel closed')
      await t.ready(queue, 2)
      const again = await t.channel('again')
      await again.raw.txSelect()
      const second = await again.getOne(queue)
      again.raw.ack(second.tag)
      await again.raw.txCommit()
      await again.raw.close()
      t.say('committed')
      await t.wait(200)
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K157',
    title: 'replies come straight back to who asked',
    rule: 'A10 (Direct Reply-to)',
    queueTypes: classic,
    async run(t) {
      const pseudo = 'amq.rabbitmq.reply-to'
      const requests = await t.queue('requests')
      const early = await t.channel('early')
      await early.attempt('asking without consuming', () =>
        early.raw.publish({
          exchange: '',
          key: requests,
          body: 'Q0',
          properties: { replyTo: pseudo },
        }),
      )
      const acking = await t.channel('acking')
      await acking.attempt('consuming with acks', () => acking.consume(pseudo, 'r0'))
      const client = await t.channel('client')
      await client.consume(pseudo, 'replies', { autoAck: true })
      client.raw.publish({
        exchange: '',
        key: requests,
        body: 'Q1',
        properties: { replyTo: pseudo, correlationId: '1' },
      })
      const server = await t.channel('server')
      const question = await server.getOne(requests)
      const { replyTo = '', correlationId = '' } = question.properties
      t.say(`reply-to rewritten: ${replyTo !== pseudo && replyTo.startsWith(`${pseudo}.`)}`)
      const p = await t.publisher()
      const answer = { mandatory: true, properties: { correlationId } }
      t.say(`answer: ${await p.publish('', replyTo, 'A1', answer)}`)
      const [reply] = await client.take('replies', 1)
      t.say(`correlation ${reply?.properties.correlationId}`)
      await client.raw.close()
      t.say(`to who has gone: ${await p.publish('', replyTo, 'A2', answer)}`)
    },
  },
  {
    id: 'K158',
    title: 'after a restart what was handed out comes back marked, the rest unmarked',
    rule: 'A3 (Queues: durability)',
    queueTypes: both,
    alone: true,
    async run(t) {
      const queue = await t.queue('q')
      const dead = await t.deadLetters()
      const letters = await t.queue('letters', { 'x-dead-letter-exchange': dead.exchange })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      await p.fill(letters, 'L1')
      await rejectHead(t, letters)
      await t.ready(dead.queue, 1)
      const c = await t.channel('c')
      await c.raw.qos(2)
      await c.consume(queue, 'held')
      await c.take('held', 2)
      await t.broker.restart()
      t.forget()
      t.forget('keeper')
      await t.until(async () => (await t.readyNow(queue)) === 3, 15_000)
      const again = await t.channel('again')
      await again.consume(queue, 'c1')
      await again.take('c1', 3)
      await t.drain(dead.queue, 1)
    },
  },
]
