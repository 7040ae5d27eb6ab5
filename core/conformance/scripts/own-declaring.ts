/** K113 to K120: rules of queues that the numbered scenarios leave out. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import { ask, gone } from './declaring.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const
const missing = 'channel closed 404 NOT_FOUND'

export const ownDeclaring: readonly Scenario[] = [
  {
    id: 'K113',
    title: 'a declaration tells what is ready and who consumes; a missing name is 404',
    rule: 'A3 (Queues)',
    queueTypes: both,
    expected: [
      'q: 2 ready',
      '2 ready, 0 consumers',
      '0 ready, 1 consumers',
      `passive queue: ${missing}`,
      `passive exchange: ${missing}`,
      `get: ${missing}`,
      `consume: ${missing}`,
      `purge: ${missing}`,
    ],
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      await t.ready(queue, 2)
      const c = await t.channel('c')
      const facts = async () => {
        const { ready, consumers } = await c.raw.declareQueue({ name: queue, passive: true })
        return `${ready} ready, ${consumers} consumers`
      }
      t.say(await facts())
      await c.consume(queue, 'c1')
      await t.until(async () => (await facts()) === '0 ready, 1 consumers')
      t.say(await facts())
      c.leftovers()
      const name = t.name('missing')
      await ask(t, 'passive queue', (raw) => raw.declareQueue({ name, passive: true }))
      await ask(t, 'passive exchange', (raw) =>
        raw.declareExchange({ name, type: 'direct', passive: true }),
      )
      await ask(t, 'get', (raw) => raw.get(name, { autoAck: true }))
      await ask(t, 'consume', (raw) => raw.consume(name, { tag: 'c2' }))
      await ask(t, 'purge', (raw) => raw.purgeQueue(name))
    },
  },
  {
    id: 'K114',
    title: 'arguments of a queue are checked',
    rule: 'A3 (Queues: optional arguments)',
    queueTypes: both,
    async run(t) {
      const tries: readonly (readonly [string, Arguments])[] = [
        ['message-ttl -1', { 'x-message-ttl': -1 }],
        ['message-ttl text', { 'x-message-ttl': '1000' }],
        ['message-ttl 0', { 'x-message-ttl': 0 }],
        ['message-ttl beyond 32 bits', { 'x-message-ttl': 4294967296n }],
        ['expires 0', { 'x-expires': 0 }],
        ['expires -1', { 'x-expires': -1 }],
        ['max-length -1', { 'x-max-length': -1 }],
        ['max-length 0', { 'x-max-length': 0 }],
        ['max-length-bytes -1', { 'x-max-length-bytes': -1 }],
        ['max-priority 0', { 'x-max-priority': 0 }],
        ['max-priority 255', { 'x-max-priority': 255 }],
        ['max-priority 256', { 'x-max-priority': 256 }],
        ['unknown overflow', { 'x-overflow': 'explode' }],
        ['dead-letter key alone', { 'x-dead-letter-routing-key': 'k' }],
        ['dead-letter exchange no text', { 'x-dead-letter-exchange': 7 }],
        ['delivery-limit -1', { 'x-delivery-limit': -1 }],
        ['delivery-limit 3', { 'x-delivery-limit': 3 }],
        ['unknown mode', { 'x-queue-mode': 'eager' }],
        ['unknown strategy', { 'x-dead-letter-strategy': 'never' }],
        ['single active no flag', { 'x-single-active-consumer': 1 }],
      ]
      for (const [label, args] of tries) {
        const name = t.remember(t.name(label.replaceAll(' ', '-')))
        await ask(t, label, (raw) =>
          raw.declareQueue({ name, durable: true, arguments: t.ofKind(args) }),
        )
      }
      const odd = t.name('odd')
      await ask(t, 'unknown type', (raw) =>
        raw.declareQueue({ name: odd, durable: true, arguments: { 'x-queue-type': 'odd' } }),
      )
    },
  },
  {
    id: 'K115',
    title: 'the server names a queue, and an empty name means the last one',
    rule: 'A3 (Queues: names)',
    queueTypes: classic,
    expected: [
      'named amq.gen-NAME',
      'bound by empty names: ok',
      'P1: ack',
      'P2: ack',
      'get: P1, 1 remaining',
      'purged 1',
      'empty name on a new channel: channel closed 404 NOT_FOUND',
      'taken by force: channel closed 403 ACCESS_REFUSED',
    ],
    async run(t) {
      const c = await t.channel('c')
      const { name } = await c.raw.declareQueue({ name: '', exclusive: true })
      t.say(`named ${name}`)
      const direct = await t.exchange('direct', 'direct')
      await c.attempt('bound by empty names', () => c.raw.bind({ from: direct, to: '', key: '' }))
      const p = await t.publisher()
      t.say(`P1: ${await p.publish('', name, 'P1', { mandatory: true })}`)
      t.say(`P2: ${await p.publish(direct, name, 'P2', { mandatory: true })}`)
      await c.get('', true)
      t.say(`purged ${await c.raw.purgeQueue('')}`)
      await ask(t, 'empty name on a new channel', (raw) => raw.get('', { autoAck: true }))
      await ask(t, 'taken by force', (raw) =>
        raw.declareQueue({ name: 'amq.gen-mine', exclusive: true }),
      )
    },
  },
  {
    id: 'K116',
    title: 'a purge takes what is ready, not what is unacked',
    rule: 'A3 (Queues: purging)',
    queueTypes: both,
    expected: { classic: ['get: P1', 'purged 2', 'q: 1 ready', 'q holds: P1 redelivered'] },
    async run(t) {
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      const c = await t.channel('c')
      await c.getOne(queue)
      await t.until(async () => (await t.readyNow(queue)) === 2)
      t.say(`purged ${await c.raw.purgeQueue(queue)}`)
      await c.raw.close()
      await t.ready(queue, 1)
      await t.drain(queue, 1)
    },
  },
  {
    id: 'K117',
    title: 'a lost connection ends its exclusive queue and the consumers of an auto-delete one',
    rule: 'A3 (Queues: exclusive; auto-delete)',
    queueTypes: classic,
    expected: ['exclusive is gone', 'auto is gone'],
    async run(t) {
      const lost = await t.channel('lost', 'lost')
      const exclusive = t.name('exclusive')
      await lost.raw.declareQueue({ name: exclusive, exclusive: true })
      const auto = await t.queue('auto', {}, { autoDelete: true })
      await lost.consume(auto, 'c1')
      await lost.connection.kill()
      t.forget('lost')
      await gone(t, exclusive)
      await gone(t, auto)
    },
  },
  {
    id: 'K118',
    title:
      'policy, operator policy and argument: the argument before the policy, the smallest number wins',
    rule: 'A3, A7 (Policies)',
    queueTypes: both,
    async run(t) {
      const limited = async (label: string, args: Arguments) => {
        const queue = await t.queue(label, args)
        const p = await t.publisher()
        await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5', 'P6')
        await t.until(async () => (await t.readyNow(queue)) < 6)
        await t.wait(100)
        t.say(`${label}: ${await t.readyNow(queue)} ready`)
      }
      const pattern = `^${t.name('').replaceAll('.', '\\.')}`
      const policy = (operator: boolean, length: number | null) =>
        t.broker.policy({
          name: t.name(operator ? 'operator' : 'user'),
          operator,
          pattern,
          definition: length === null ? null : { 'max-length': length },
        })
      await policy(false, 4)
      try {
        await limited('policy 4', {})
        await limited('policy 4 argument 3', { 'x-max-length': 3 })
        await limited('policy 4 argument 5', { 'x-max-length': 5 })
        await policy(true, 2)
        await limited('and operator 2 argument 3', { 'x-max-length': 3 })
        await limited('and operator 2 argument 1', { 'x-max-length': 1 })
      } finally {
        await policy(false, null)
        await policy(true, null)
      }
    },
  },
  {
    id: 'K119',
    title: 'a policy changes a queue that is there',
    rule: 'A3, A9 (Policies)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q')
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3')
      const name = t.name('dlx')
      const pattern = `^${queue.replaceAll('.', '\\.')}$`
      await t.broker.policy({
        name,
        operator: false,
        pattern,
        definition: { 'dead-letter-exchange': dead.exchange, 'max-length': 1 },
      })
      try {
        await t.until(async () => (await t.readyNow(queue)) === 1)
        await t.drain(dead.queue, 2)
        await t.drain(queue, 1)
      } finally {
        await t.broker.policy({ name, operator: false, pattern, definition: null })
      }
    },
  },
  {
    id: 'K120',
    title: 'a queue that is not durable goes with a restart',
    rule: 'A3 (Queues: durability)',
    queueTypes: classic,
    alone: true,
    expected: {
      '3.10': [
        'durable exists',
        'transient is gone',
        'exchange kept: ok',
        `exchange lost: ${missing}`,
      ],
      '4.0': [
        'durable exists',
        'transient is gone',
        'exchange kept: ok',
        `exchange lost: ${missing}`,
      ],
    },
    async run(t) {
      const durable = await t.queue('durable')
      const c = await t.channel('c')
      const transient = t.name('transient')
      await c.raw.declareQueue({ name: transient, durable: false })
      const kept = await t.exchange('kept', 'direct')
      const lost = await t.exchange('lost', 'direct', { durable: false })
      await t.broker.restart()
      t.forget()
      t.forget('keeper')
      await t.exists(durable)
      await t.exists(transient)
      const look = (name: string) => ({ name, type: 'direct', passive: true })
      await ask(t, 'exchange kept', (raw) => raw.declareExchange(look(kept)))
      await ask(t, 'exchange lost', (raw) => raw.declareExchange(look(lost)))
    },
  },
]
