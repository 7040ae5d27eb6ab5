/** K10 to K15: declarations, equivalence, exclusivity, and the ends of queues. */
import type { AmqpChannel, Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

/** One channel per question, because a refusal costs the channel. */
export async function ask(
  t: Script,
  label: string,
  work: (raw: AmqpChannel) => unknown,
  connection = 'main',
): Promise<void> {
  const actor = await t.channel('asking', connection)
  await actor.attempt(label, () => work(actor.raw))
}

const locked = 'channel closed 405 RESOURCE_LOCKED'
const failed = 'channel closed 406 PRECONDITION_FAILED'

export const declaring: readonly Scenario[] = [
  {
    id: 'K10',
    title: 'a queue is declared again only as it is',
    rule: 'A3 (Queues: declaration and property equivalence)',
    queueTypes: ['classic'],
    expected: [
      'the same: ok',
      `not durable: ${failed}`,
      `other TTL: ${failed}`,
      `no TTL: ${failed}`,
      'TTL as 64 bits: ok',
      'with the type named: ok',
      'with an unknown argument: ok',
      `auto-delete: ${failed}`,
    ],
    async run(t) {
      const name = await t.queue('q', { 'x-message-ttl': 60000 })
      const again = (label: string, args: Arguments, flags: object = {}) =>
        ask(t, label, (raw) => raw.declareQueue({ name, durable: true, arguments: args, ...flags }))
      await again('the same', { 'x-message-ttl': 60000 })
      await again('not durable', { 'x-message-ttl': 60000 }, { durable: false })
      await again('other TTL', { 'x-message-ttl': 60001 })
      await again('no TTL', {})
      await again('TTL as 64 bits', { 'x-message-ttl': 60000n })
      await again('with the type named', { 'x-message-ttl': 60000, 'x-queue-type': 'classic' })
      await again('with an unknown argument', { 'x-message-ttl': 60000, 'x-unheard-of': 1 })
      await again('auto-delete', { 'x-message-ttl': 60000 }, { autoDelete: true })
    },
  },
  {
    id: 'K11',
    title: 'an exclusive queue belongs to its connection',
    rule: 'A3 (Queues: exclusive)',
    queueTypes: ['classic'],
    expected: [
      'owner again: ok',
      `declared by another: ${locked}`,
      `looked at by another: ${locked}`,
      `got from by another: ${locked}`,
      `consumed by another: ${locked}`,
      `bound by another: ${locked}`,
      `purged by another: ${locked}`,
      `deleted by another: ${locked}`,
      'published to by another: ack',
      'q is gone',
    ],
    async run(t) {
      const name = t.name('q')
      const owner = await t.channel('owner', 'first')
      const mine = { name, exclusive: true, durable: true }
      await owner.raw.declareQueue(mine)
      await owner.attempt('owner again', () => owner.raw.declareQueue(mine))
      const other = (label: string, work: (raw: AmqpChannel) => unknown) =>
        ask(t, label, work, 'second')
      await other('declared by another', (raw) => raw.declareQueue(mine))
      await other('looked at by another', (raw) => raw.declareQueue({ name, passive: true }))
      await other('got from by another', (raw) => raw.get(name, { autoAck: true }))
      await other('consumed by another', (raw) => raw.consume(name, { tag: 'c' }))
      await other('bound by another', (raw) => raw.bind({ from: 'amq.direct', to: name, key: 'k' }))
      await other('purged by another', (raw) => raw.purgeQueue(name))
      await other('deleted by another', (raw) => raw.deleteQueue(name))
      const p = await t.publisher('p', 'second')
      t.say(`published to by another: ${await p.publish('', name, 'P1', { mandatory: true })}`)
      await owner.connection.close()
      t.forget('first')
      await gone(t, name)
    },
  },
  {
    id: 'K12',
    title: 'what quorum queues and streams refuse at declaration',
    rule: 'A3, A12 (Quorum Queues; Streams)',
    queueTypes: ['quorum', 'stream'],
    async run(t) {
      const declare = async (label: string, flags: object, args: Arguments = {}) => {
        const name = t.remember(t.name(label.replaceAll(' ', '-')))
        await ask(t, label, (raw) =>
          raw.declareQueue({ name, durable: true, arguments: t.ofKind(args), ...flags }),
        )
        if (label.startsWith('exclusive')) t.forget()
      }
      await declare('plain', {})
      await declare('exclusive', { exclusive: true })
      await declare('not durable', { durable: false })
      await declare('auto delete', { autoDelete: true })
      await declare('max priority', {}, { 'x-max-priority': 5 })
      await declare('message ttl', {}, { 'x-message-ttl': 1000 })
      await declare('max length', {}, { 'x-max-length': 1 })
      await declare('max length bytes', {}, { 'x-max-length-bytes': 1000 })
      await declare('dead letter exchange', {}, { 'x-dead-letter-exchange': 'amq.fanout' })
      await declare('reject publish dlx', {}, { 'x-overflow': 'reject-publish-dlx' })
      await declare('delivery limit', {}, { 'x-delivery-limit': 3 })
      await declare('single active consumer', {}, { 'x-single-active-consumer': true })
      await declare('expires', {}, { 'x-expires': 600000 })
      await declare('lazy', {}, { 'x-queue-mode': 'lazy' })
      await ask(t, 'server-named', (raw) =>
        raw.declareQueue({ name: '', durable: true, arguments: t.ofKind() }),
      )
    },
  },
  {
    id: 'K13',
    title: 'an auto-delete queue goes with its last consumer, not before it had one',
    rule: 'A3 (Queues: auto-delete)',
    queueTypes: ['classic'],
    expected: ['get: empty', 'q exists', 'q exists', 'q is gone'],
    async run(t) {
      const queue = await t.queue('q', {}, { autoDelete: true })
      const c = await t.channel('c')
      await c.get(queue)
      await t.exists(queue)
      await c.consume(queue, 'c1')
      await c.consume(queue, 'c2')
      await c.raw.cancel('c1')
      await t.exists(queue)
      await c.raw.cancel('c2')
      await gone(t, queue)
    },
  },
  {
    id: 'K14',
    title: 'an unused queue expires; declaring it again renews a classic one',
    rule: 'A3, A6, A9 (Time-to-Live: queue TTL)',
    queueTypes: ['classic', 'quorum'],
    expected: {
      classic: ['declared again and again: 1 ready', 'q is gone', 'dead: 0 ready'],
      quorum: ['declared again and again: 0 ready', 'q is gone', 'dead: 0 ready'],
    },
    async run(t) {
      const dead = await t.deadLetters()
      const name = t.remember(t.name('q'))
      const args = t.ofKind({ 'x-expires': 2000, 'x-dead-letter-exchange': dead.exchange })
      const c = await t.channel('c')
      const declare = () => c.raw.declareQueue({ name, durable: true, arguments: args })
      await declare()
      const p = await t.publisher()
      await p.fill(name, 'P1')
      // Quorum queues look every 5 s, so the declaring goes on for longer than that and the expiry together.
      let held = -1
      for (let round = 0; round < 18; round++) {
        await t.wait(500)
        held = (await declare()).ready
      }
      t.say(`declared again and again: ${held} ready`)
      // Even a passive declaration renews, so nobody asks for a while.
      await t.wait(4000)
      await gone(t, name, 9000)
      await t.ready(dead.queue, 0)
    },
  },
  {
    id: 'K15',
    title: 'deleting with conditions, and deleting what is not there',
    rule: 'A3 (Queues: deletion)',
    queueTypes: ['classic'],
    expected: [
      `if empty, one ready: ${failed}`,
      'get: P1, 0 remaining',
      'if empty, one unacked: ok',
      'missing queue: 0',
      `if unused, a consumer: ${failed}`,
      'c1: P2',
      'with a message: 1',
      'missing exchange: ok',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1')
      await ask(t, 'if empty, one ready', (raw) => raw.deleteQueue(queue, { ifEmpty: true }))
      const c = await t.channel('c')
      await c.get(queue)
      await ask(t, 'if empty, one unacked', (raw) => raw.deleteQueue(queue, { ifEmpty: true }))
      t.say(`missing queue: ${await c.raw.deleteQueue(queue)}`)
      await t.queue('q')
      await c.consume(queue, 'c1', { autoAck: true })
      await ask(t, 'if unused, a consumer', (raw) => raw.deleteQueue(queue, { ifUnused: true }))
      await p.fill(queue, 'P2')
      await c.take('c1', 1)
      await c.raw.cancel('c1')
      await p.fill(queue, 'P3')
      t.say(`with a message: ${await c.raw.deleteQueue(queue)}`)
      await ask(t, 'missing exchange', (raw) => raw.deleteExchange(t.name('missing')))
    },
  },
]

/** Waits for a queue to go and writes down whether it did; asked passively, a channel a time. */
export async function gone(t: Script, queue: string, withinMs = 3000): Promise<void> {
  const went = await t.until(async () => !(await isThere(t, queue)), withinMs)
  t.say(`${queue} ${went ? 'is gone' : 'is still there'}`)
}

async function isThere(t: Script, queue: string): Promise<boolean> {
  const { raw } = await t.channel('asking')
  const there = await raw.declareQueue({ name: queue, passive: true }).then(
    () => true,
    () => false,
  )
  if (there) await raw.close()
  return there
}
