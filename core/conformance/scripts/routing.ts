/** K1 to K9: which queues a publish reaches, and what its publisher hears. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

const classic = ['classic'] as const
const both = ['classic', 'quorum'] as const

/** The short names of the queues that hold something, each emptied. */
export async function reached(script: Script, queues: readonly string[]): Promise<string> {
  const { raw } = await script.channel('looking')
  const found: string[] = []
  for (const queue of queues) {
    const copies = await raw.purgeQueue(script.name(queue))
    if (copies > 0) found.push(copies === 1 ? queue : `${queue} x${copies}`)
  }
  await raw.close()
  return `{${found.join(' ')}}`
}

const topicKeys = ['#', '*', 'a.*', 'a.#', '#.b', '*.#.b']

const headerBindings: readonly (readonly [name: string, args: Arguments])[] = [
  ['all', { 'x-match': 'all', h1: 1, 'x-h2': 'v' }],
  ['any', { 'x-match': 'any', h1: 1, 'x-h2': 'v' }],
  ['all-x', { 'x-match': 'all-with-x', h1: 1, 'x-h2': 'v' }],
  ['any-x', { 'x-match': 'any-with-x', h1: 1, 'x-h2': 'v' }],
  ['void', { 'x-match': 'all', h1: null }],
  ['none', { 'x-match': 'all' }],
  ['none-any', { 'x-match': 'any' }],
  ['only-x', { 'x-match': 'all', 'x-h2': 'v' }],
  ['only-x-any', { 'x-match': 'any', 'x-h2': 'v' }],
  ['default', { h1: 1, h3: 'w' }],
]

export const routing: readonly Scenario[] = [
  {
    id: 'K1',
    title: 'several keys, bindings and paths to one queue give one copy',
    rule: 'A1 (Exchanges; Sender-selected Distribution)',
    queueTypes: both,
    expected: ['p: ack', 'q: 1 ready'],
    async run(t) {
      const direct = await t.exchange('direct', 'direct')
      const fanout = await t.exchange('fanout', 'fanout')
      const queue = await t.queue('q')
      await t.bind(direct, queue, 'k')
      await t.bind(direct, queue, 'k2')
      await t.bind(direct, fanout, 'k')
      await t.bind(fanout, queue)
      const p = await t.publisher()
      t.say(`p: ${await p.publish(direct, 'k', 'P1', { properties: { headers: { CC: ['k2'] } } })}`)
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K2',
    title: 'topic bindings match words',
    rule: 'A1 (Exchanges: topic)',
    queueTypes: classic,
    expected: [
      '"" reaches {#}',
      '"a" reaches {# * a.#}',
      '"a.b" reaches {# a.* a.# #.b *.#.b}',
      '"a." reaches {# a.* a.#}',
      '"a..b" reaches {# a.# #.b *.#.b}',
      '"b" reaches {# * #.b}',
    ],
    async run(t) {
      const topic = await t.exchange('topic', 'topic')
      for (const key of topicKeys) await t.bind(topic, await t.queue(key), key)
      const p = await t.publisher()
      for (const key of ['', 'a', 'a.b', 'a.', 'a..b', 'b']) {
        await p.publish(topic, key, 'P')
        t.say(`"${key}" reaches ${await reached(t, topicKeys)}`)
      }
    },
  },
  {
    id: 'K3',
    title: 'headers bindings: all, any, with x, void values, no criteria',
    rule: 'A1 (Exchanges: headers)',
    queueTypes: classic,
    expected: [
      'nothing reaches {none only-x}',
      'h1=1 reaches {all any any-x void none only-x}',
      'h1=2 reaches {void none only-x}',
      'x-h2=v reaches {any-x none only-x}',
      'both reaches {all any all-x any-x void none only-x}',
      'h1="1" reaches {void none only-x}',
      'h1=1,h3=w reaches {all any any-x void none only-x default}',
    ],
    async run(t) {
      const headers = await t.exchange('headers', 'headers')
      for (const [name, args] of headerBindings)
        await t.bind(headers, await t.queue(name), '', args)
      const p = await t.publisher()
      const names = headerBindings.map(([name]) => name)
      const messages: readonly (readonly [string, Arguments])[] = [
        ['nothing', {}],
        ['h1=1', { h1: 1 }],
        ['h1=2', { h1: 2 }],
        ['x-h2=v', { 'x-h2': 'v' }],
        ['both', { h1: 1, 'x-h2': 'v' }],
        ['h1="1"', { h1: '1' }],
        ['h1=1,h3=w', { h1: 1, h3: 'w' }],
      ]
      for (const [label, args] of messages) {
        await p.publish(headers, 'ignored', 'P', { properties: { headers: args } })
        t.say(`${label} reaches ${await reached(t, names)}`)
      }
    },
  },
  {
    id: 'K4',
    title: 'the alternate exchange takes what is unroutable, while it exists',
    rule: 'A1, A2 (Alternate Exchanges)',
    queueTypes: both,
    expected: [
      'with it: ack',
      'q: 1 ready',
      'without it: returned 312 NO_ROUTE, ack',
      'q: 1 ready',
    ],
    async run(t) {
      const spare = await t.exchange('spare', 'fanout')
      const direct = await t.exchange('direct', 'direct', {
        arguments: { 'alternate-exchange': spare },
      })
      const queue = await t.queue('q')
      await t.bind(spare, queue)
      const p = await t.publisher()
      t.say(`with it: ${await p.publish(direct, 'unknown', 'P1', { mandatory: true })}`)
      await t.ready(queue, 1)
      await p.raw.deleteExchange(spare)
      t.say(`without it: ${await p.publish(direct, 'unknown', 'P2', { mandatory: true })}`)
      await t.ready(queue, 1)
    },
  },
  {
    id: 'K5',
    title: 'a matching exchange that routes nowhere keeps the alternate exchange out of it',
    rule: 'A1 (Alternate Exchanges)',
    queueTypes: classic,
    expected: ['P1: returned 312 NO_ROUTE, ack', 'q: 0 ready'],
    async run(t) {
      const spare = await t.exchange('spare', 'fanout')
      const source = await t.exchange('source', 'direct', {
        arguments: { 'alternate-exchange': spare },
      })
      const empty = await t.exchange('empty', 'fanout')
      const queue = await t.queue('q')
      await t.bind(spare, queue)
      await t.bind(source, empty, 'k')
      const p = await t.publisher()
      t.say(`P1: ${await p.publish(source, 'k', 'P1', { mandatory: true })}`)
      await t.ready(queue, 0)
    },
  },
  {
    id: 'K6',
    title: 'an unroutable message is confirmed, and returned first when mandatory',
    rule: 'A2 (Publisher Confirms; mandatory)',
    queueTypes: classic,
    expected: ['plain: ack', 'mandatory: returned 312 NO_ROUTE, ack'],
    async run(t) {
      const direct = await t.exchange('direct', 'direct')
      const p = await t.publisher()
      t.say(`plain: ${await p.publish(direct, 'nowhere', 'P1')}`)
      t.say(`mandatory: ${await p.publish(direct, 'nowhere', 'P2', { mandatory: true })}`)
    },
  },
  {
    id: 'K7',
    title: 'publishing to a missing exchange closes the channel only',
    rule: 'A1 (Publishers: missing exchange)',
    queueTypes: classic,
    expected: ['publish: channel closed 404 NOT_FOUND', 'verdict none', 'another channel: ok'],
    async run(t) {
      const p = await t.publisher()
      await p.attempt('publish', () =>
        p.raw.publish({ exchange: t.name('missing'), key: 'k', body: 'P1' }),
      )
      t.say(`verdict ${p.verdict(1) ?? 'none'}`)
      const other = await t.channel('other')
      await other.attempt('another channel', () => {})
    },
  },
  {
    id: 'K8',
    title: 'the default exchange and the amq. names are the broker’s own',
    rule: 'A1, A3 (Exchanges: default; reserved names)',
    queueTypes: classic,
    expected: [
      'bind to the default exchange: channel closed 403 ACCESS_REFUSED',
      'unbind from it: channel closed 403 ACCESS_REFUSED',
      'declare queue amq.x: channel closed 403 ACCESS_REFUSED',
      'declare exchange amq.x: channel closed 403 ACCESS_REFUSED',
      'delete amq.direct: channel closed 403 ACCESS_REFUSED',
      'delete the default exchange: channel closed 403 ACCESS_REFUSED',
    ],
    async run(t) {
      const queue = await t.queue('q')
      const on = async (label: string, work: (raw: (typeof a)['raw']) => Promise<unknown>) => {
        const a = await t.channel('a')
        await a.attempt(label, () => work(a.raw))
      }
      const a = await t.channel('a')
      await on('bind to the default exchange', (raw) => raw.bind({ from: '', to: queue, key: 'k' }))
      await on('unbind from it', (raw) => raw.unbind({ from: '', to: queue, key: queue }))
      await on('declare queue amq.x', (raw) => raw.declareQueue({ name: 'amq.x', durable: true }))
      await on('declare exchange amq.x', (raw) =>
        raw.declareExchange({ name: 'amq.x', type: 'direct' }),
      )
      await on('delete amq.direct', (raw) => raw.deleteExchange('amq.direct'))
      await on('delete the default exchange', (raw) => raw.deleteExchange(''))
    },
  },
  {
    id: 'K9',
    title: 'a circle of exchanges gives one copy',
    rule: 'A1 (Exchange to Exchange Bindings)',
    queueTypes: classic,
    expected: ['P1: ack', 'q: 1 ready'],
    async run(t) {
      const one = await t.exchange('one', 'fanout')
      const two = await t.exchange('two', 'fanout')
      const queue = await t.queue('q')
      await t.bind(one, two)
      await t.bind(two, one)
      await t.bind(two, queue)
      const p = await t.publisher()
      t.say(`P1: ${await p.publish(one, '', 'P1')}`)
      await t.ready(queue, 1)
    },
  },
]
