/** K101 to K112: rules of exchanges, bindings and publishing that the numbered scenarios leave out. */
import type { Arguments, Publication } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'
import { reached } from './routing.ts'

const classic = ['classic'] as const
const failed = 'channel closed 406 PRECONDITION_FAILED'
const refused = 'channel closed 403 ACCESS_REFUSED'

export const ownRouting: readonly Scenario[] = [
  {
    id: 'K101',
    title: 'direct wants the very key, fanout ignores it',
    rule: 'A1 (Exchanges)',
    queueTypes: classic,
    expected: [
      'direct "key" reaches {key}',
      'direct "KEY" reaches {}',
      'direct "" reaches {empty}',
      'direct "key.more" reaches {}',
      'fanout "anything" reaches {key empty}',
    ],
    async run(t) {
      const direct = await t.exchange('direct', 'direct')
      const fanout = await t.exchange('fanout', 'fanout')
      for (const [name, key] of [
        ['key', 'key'],
        ['empty', ''],
      ] as const) {
        const queue = await t.queue(name)
        await t.bind(direct, queue, key)
        await t.bind(fanout, queue, key)
      }
      const p = await t.publisher()
      for (const key of ['key', 'KEY', '', 'key.more']) {
        await p.publish(direct, key, 'P')
        t.say(`direct "${key}" reaches ${await reached(t, ['key', 'empty'])}`)
      }
      await p.publish(fanout, 'anything', 'P')
      t.say(`fanout "anything" reaches ${await reached(t, ['key', 'empty'])}`)
    },
  },
  {
    id: 'K102',
    title: 'a binding is its source, destination, key and arguments',
    rule: 'A1 (Exchanges: bindings)',
    queueTypes: classic,
    expected: [
      'bound twice reaches {q}',
      'unbound once reaches {}',
      'unbinding again: ok',
      'two by arguments reaches {q}',
      'one of the two gone reaches {q}',
      'both gone reaches {}',
      'unbinding from a missing exchange: ok',
    ],
    async run(t) {
      const direct = await t.exchange('direct', 'direct')
      const queue = await t.queue('q')
      const p = await t.publisher()
      const say = async (label: string) => {
        await p.publish(direct, 'k', 'P')
        t.say(`${label} reaches ${await reached(t, ['q'])}`)
      }
      const binding = (args: Arguments = {}) => ({
        from: direct,
        to: queue,
        key: 'k',
        arguments: args,
      })
      await p.raw.bind(binding())
      await p.raw.bind(binding())
      await say('bound twice')
      await p.raw.unbind(binding())
      await say('unbound once')
      await ask(t, 'unbinding again', (raw) => raw.unbind(binding()))
      await p.raw.bind(binding({ note: 'a' }))
      await p.raw.bind(binding({ note: 'b' }))
      await say('two by arguments')
      await p.raw.unbind(binding({ note: 'a' }))
      await say('one of the two gone')
      await p.raw.unbind(binding({ note: 'b' }))
      await say('both gone')
      await ask(t, 'unbinding from a missing exchange', (raw) =>
        raw.unbind({ from: t.name('missing'), to: queue, key: 'k' }),
      )
    },
  },
  {
    id: 'K103',
    title: 'wildcards are whole words of binding keys only; three # are refused from 4.3.5',
    rule: 'A1 (Exchanges: topic)',
    queueTypes: classic,
    expected: {
      '3.10': [
        'three hashes: ok',
        '"ab" reaches {#.#.#}',
        '"a*" reaches {a* #.#.#}',
        '"*" reaches {#.#.#}',
        '"x.#" reaches {x.* #.#.#}',
      ],
      '4.3': [
        `three hashes: ${failed}`,
        '"ab" reaches {}',
        '"a*" reaches {a*}',
        '"*" reaches {}',
        '"x.#" reaches {x.*}',
      ],
    },
    async run(t) {
      const topic = await t.exchange('topic', 'topic')
      const keys = ['a*', 'x.*', '#.#.#']
      for (const key of keys) {
        const queue = await t.queue(key)
        if (key !== '#.#.#') await t.bind(topic, queue, key)
        else
          await ask(t, 'three hashes', (raw) => raw.bind({ from: topic, to: queue, key: '#.#.#' }))
      }
      const p = await t.publisher()
      for (const key of ['ab', 'a*', '*', 'x.#']) {
        await p.publish(topic, key, 'P')
        t.say(`"${key}" reaches ${await reached(t, keys)}`)
      }
    },
  },
  {
    id: 'K104',
    title: 'headers compare values by type, integers whatever their width',
    rule: 'A1 (Exchanges: headers)',
    queueTypes: classic,
    expected: [
      `unknown x-match: ${failed}`,
      'int reaches {int}',
      'wide reaches {int}',
      'text reaches {text}',
      'true reaches {yes}',
      'half reaches {half}',
      'void reaches {}',
    ],
    async run(t) {
      const headers = await t.exchange('headers', 'headers')
      const names = ['int', 'text', 'yes', 'half']
      const values = [7, '7', true, 0.5] as const
      for (const [at, name] of names.entries())
        await t.bind(headers, await t.queue(name), '', { 'x-match': 'all', h: values[at]! })
      await ask(t, 'unknown x-match', (raw) =>
        raw.bind({
          from: headers,
          to: t.name('int'),
          key: '',
          arguments: { 'x-match': 'some', h: 1 },
        }),
      )
      const p = await t.publisher()
      const sent: Arguments = { int: 7, wide: 7n, text: '7', true: true, half: 0.5, void: null }
      for (const [label, value] of Object.entries(sent)) {
        await p.publish(headers, '', 'P', { properties: { headers: { h: value } } })
        t.say(`${label} reaches ${await reached(t, names)}`)
      }
    },
  },
  {
    id: 'K105',
    title: 'an auto-delete exchange goes with the last binding it is the source of',
    rule: 'A1 (Exchanges: auto-delete)',
    queueTypes: classic,
    expected: [
      'never bound: ok',
      'bound as destination only: ok',
      'one of two unbound: ok',
      'last unbound: channel closed 404 NOT_FOUND',
      'its queue deleted: channel closed 404 NOT_FOUND',
    ],
    async run(t) {
      const c = await t.channel('c')
      const there = (label: string, name: string) =>
        ask(t, label, (raw) => raw.declareExchange({ name, type: 'fanout', passive: true }))
      const auto = { autoDelete: true }
      const never = await t.exchange('never', 'fanout', auto)
      await there('never bound', never)
      const source = await t.exchange('source', 'fanout')
      const destination = await t.exchange('destination', 'fanout', auto)
      const between = { from: source, to: destination, toExchange: true, key: '' }
      await c.raw.bind(between)
      await c.raw.unbind(between)
      await there('bound as destination only', destination)
      const one = await t.exchange('one', 'fanout', auto)
      const queue = await t.queue('q')
      await c.raw.bind({ from: one, to: queue, key: 'a' })
      await c.raw.bind({ from: one, to: queue, key: 'b' })
      await c.raw.unbind({ from: one, to: queue, key: 'a' })
      await there('one of two unbound', one)
      await c.raw.unbind({ from: one, to: queue, key: 'b' })
      await there('last unbound', one)
      const two = await t.exchange('two', 'fanout', auto)
      await t.bind(two, queue)
      await c.raw.deleteQueue(queue)
      await there('its queue deleted', two)
    },
  },
  {
    id: 'K106',
    title: 'alternate exchanges form a chain that ends at a circle',
    rule: 'A1 (Alternate Exchanges)',
    queueTypes: classic,
    expected: ['along the chain: ack', 'q: 1 ready', 'round a circle: returned 312 NO_ROUTE, ack'],
    async run(t) {
      const queue = await t.queue('q')
      const end = await t.exchange('end', 'fanout', { internal: true })
      await t.bind(end, queue)
      const chain = (name: string, next: string) =>
        t.exchange(name, 'direct', { arguments: { 'alternate-exchange': next } })
      const middle = await chain('middle', end)
      const start = await chain('start', middle)
      const p = await t.publisher()
      t.say(`along the chain: ${await p.publish(start, 'k', 'P1', { mandatory: true })}`)
      await t.ready(queue, 1)
      const one = await chain('one', t.name('two'))
      await chain('two', one)
      t.say(`round a circle: ${await p.publish(one, 'k', 'P2', { mandatory: true })}`)
    },
  },
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
