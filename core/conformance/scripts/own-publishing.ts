/** K107 to K112: rules of publishing and of declaring exchanges that the numbered scenarios leave out. */
import type { Publication } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'
import { reached } from './routing.ts'

const classic = ['classic'] as const
const failed = 'channel closed 406 PRECONDITION_FAILED'
const refused = 'channel closed 403 ACCESS_REFUSED'

export const ownPublishing: readonly Scenario[] = [
  {
    id: 'K107',
    title: 'what no client may publish',
    rule: 'A1 (Exchanges: internal; Publishers: immediate, expiration)',
    queueTypes: classic,
    async run(t) {
      const internal = await t.exchange('internal', 'fanout', { internal: true })
      const queue = await t.queue('q')
      const tries: readonly (readonly [string, Partial<Publication>])[] = [
        ['to an internal exchange', { exchange: internal }],
        ['expiration -1', { properties: { expiration: '-1' } }],
        ['expiration abc', { properties: { expiration: 'abc' } }],
        ['expiration 1.5', { properties: { expiration: '1.5' } }],
        ['expiration 100000', { properties: { expiration: '100000' } }],
        ['CC that is no list', { properties: { headers: { CC: 'k' } } }],
        ['BCC that is no list', { properties: { headers: { BCC: 7 } } }],
        ['the name of another user', { properties: { userId: 'nobody' } }],
        ['immediate', { immediate: true }],
      ]
      for (const [label, publication] of tries) {
        const p = await t.channel('p', 'publishing')
        await p.attempt(label, () =>
          p.raw.publish({ exchange: '', key: queue, body: label, ...publication }),
        )
      }
      t.forget('publishing')
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K108',
    title: 'CC and BCC route; BCC stays hidden',
    rule: 'A1 (Sender-selected Distribution)',
    queueTypes: classic,
    expected: [
      'P1: ack',
      'q holds: P1 {CC:[cc]}',
      'cc holds: P1 {CC:[cc]}',
      'bcc holds: P1 {CC:[cc]}',
    ],
    async run(t) {
      const direct = await t.exchange('direct', 'direct')
      const queues = ['q', 'cc', 'bcc']
      for (const name of queues) await t.bind(direct, await t.queue(name), name)
      const p = await t.publisher()
      const headers = { CC: ['cc'], BCC: ['bcc'] }
      t.say(`P1: ${await p.publish(direct, 'q', 'P1', { properties: { headers } })}`)
      for (const name of queues) await t.drain(t.name(name), 1)
    },
  },
  {
    id: 'K109',
    title: 'confirms and transactions exclude each other',
    rule: 'A2 (Publisher Confirms)',
    queueTypes: classic,
    expected: [
      `tx after confirm: ${failed}`,
      `confirm after tx: ${failed}`,
      `commit without tx: ${failed}`,
      'confirm twice: ok',
    ],
    async run(t) {
      await ask(t, 'tx after confirm', async (raw) => {
        await raw.confirmSelect()
        await raw.txSelect()
      })
      await ask(t, 'confirm after tx', async (raw) => {
        await raw.txSelect()
        await raw.confirmSelect()
      })
      await ask(t, 'commit without tx', (raw) => raw.txCommit())
      await ask(t, 'confirm twice', async (raw) => {
        await raw.confirmSelect()
        await raw.confirmSelect()
      })
    },
  },
  {
    id: 'K110',
    title: 'a queue that refuses is no reason to return a mandatory message',
    rule: 'A2, A7 (Publishers: mandatory)',
    queueTypes: classic,
    expected: ['P1: ack', 'P2: nack', 'to nobody: returned 312 NO_ROUTE, ack', 'q: 1 ready'],
    async run(t) {
      const queue = await t.queue('q', { 'x-max-length': 1, 'x-overflow': 'reject-publish' })
      const p = await t.publisher()
      for (const body of ['P1', 'P2'])
        t.say(`${body}: ${await p.publish('', queue, body, { mandatory: true })}`)
      t.say(`to nobody: ${await p.publish('', t.name('missing'), 'P3', { mandatory: true })}`)
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K111',
    title: 'an exchange is declared again only as it is',
    rule: 'A3 (Exchanges: property equivalence)',
    queueTypes: classic,
    async run(t) {
      const name = await t.exchange('x', 'direct')
      const again = (label: string, other: object) =>
        ask(t, label, (raw) =>
          raw.declareExchange({ name, type: 'direct', durable: true, ...other }),
        )
      await again('the same', {})
      await again('other type', { type: 'fanout' })
      await again('not durable', { durable: false })
      await again('auto-delete', { autoDelete: true })
      await again('internal', { internal: true })
      await again('alternate exchange', { arguments: { 'alternate-exchange': 'amq.fanout' } })
      await again('unknown argument', { arguments: { note: 'a' } })
      await ask(t, 'the default exchange', (raw) =>
        raw.declareExchange({ name: '', type: 'direct', durable: true }),
      )
      await ask(t, 'amq.direct as it is', (raw) =>
        raw.declareExchange({ name: 'amq.direct', type: 'direct', durable: true }),
      )
      const odd = await t.channel('odd', 'odd')
      await odd.attempt('unknown type', () =>
        odd.raw.declareExchange({ name: t.name('odd'), type: 'x-unheard-of' }),
      )
      t.forget('odd')
    },
  },
  {
    id: 'K112',
    title: 'unused exchanges are deleted, used ones not; bindings go with an end',
    rule: 'A3 (Exchanges: deletion)',
    queueTypes: classic,
    expected: [
      `if unused, bound: ${failed}`,
      'if unused, only a destination: ok',
      'deleted: ok',
      'made anew reaches {}',
      'bind to a missing queue: channel closed 404 NOT_FOUND',
      'bind to a missing exchange: channel closed 404 NOT_FOUND',
      `declare as internal amq: ${refused}`,
    ],
    async run(t) {
      const source = await t.exchange('source', 'fanout')
      const destination = await t.exchange('destination', 'fanout')
      const queue = await t.queue('q')
      await t.bind(source, destination)
      await t.bind(source, queue)
      const unused = { ifUnused: true }
      await ask(t, 'if unused, bound', (raw) => raw.deleteExchange(source, unused))
      await ask(t, 'if unused, only a destination', (raw) =>
        raw.deleteExchange(destination, unused),
      )
      await ask(t, 'deleted', (raw) => raw.deleteExchange(source))
      await t.exchange('source', 'fanout')
      const p = await t.publisher()
      await p.publish(source, '', 'P')
      t.say(`made anew reaches ${await reached(t, ['q'])}`)
      await ask(t, 'bind to a missing queue', (raw) =>
        raw.bind({ from: source, to: t.name('missing'), key: '' }),
      )
      await ask(t, 'bind to a missing exchange', (raw) =>
        raw.bind({ from: t.name('missing'), to: queue, key: '' }),
      )
      await ask(t, 'declare as internal amq', (raw) =>
        raw.declareExchange({ name: 'amq.mine', type: 'fanout', internal: true }),
      )
    },
  },
]
