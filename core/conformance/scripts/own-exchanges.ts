/** K101 to K106: rules of exchanges and bindings that the numbered scenarios leave out. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import { ask } from './declaring.ts'
import { reached } from './routing.ts'

const classic = ['classic'] as const
const failed = 'channel closed 406 PRECONDITION_FAILED'

export const ownExchanges: readonly Scenario[] = [
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
      '4.0': [
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
]
