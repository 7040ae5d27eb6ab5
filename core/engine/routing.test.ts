import { expect, test } from 'vitest'
import { emptyTable, type FieldTable, type FieldValue } from '#core/model/topology.ts'
import { Scene } from './scene.ts'

function table(fields: Record<string, FieldValue>): FieldTable {
  return { fields: Object.entries(fields) }
}

/** Names of the queues one publish reaches. */
function reached(scene: Scene, exchange: string, key: string, headers = emptyTable): string[] {
  const { broker } = scene
  const before = broker.queueNames.map((_, queue) => broker.ready(queue))
  scene.send(key, { exchange, headers })
  return broker.queueNames.filter((_, queue) => broker.ready(queue) > before[queue]!)
}

/** A topic exchange with one queue per pattern, called like it. */
function topic(...patterns: string[]): Scene {
  const scene = new Scene()
  scene.exchange('t', 'topic')
  for (const pattern of patterns) {
    scene.queue(`q ${pattern}`)
    scene.bind('t', `q ${pattern}`, pattern)
  }
  return scene
}

test.each([
  // key     patterns that match
  ['', ['#']],
  ['a', ['#', '*', 'a.#']],
  ['a.b', ['#', 'a.*', 'a.#', '#.b', '*.#.b']],
  ['a.', ['#', 'a.*', 'a.#']],
  ['a..b', ['#', 'a.#', '#.b', '*.#.b']],
  ['b', ['#', '*', '#.b']],
])('topic: the key "%s" reaches exactly %j', (key, matching) => {
  const scene = topic('#', '*', 'a.*', 'a.#', '#.b', '*.#.b')
  expect(reached(scene, 't', key)).toEqual(matching.map((pattern) => `q ${pattern}`))
})

test.each([
  // pattern   key          matches
  ['', '', true],
  ['', 'a', false],
  ['#', 'a.b.c', true],
  ['*', '', false],
  ['*.#', '', false],
  ['*.#', 'a', true],
  ['#.*', 'a', true],
  ['#.#', '', true],
  ['a.#.z', 'a.z', true],
  ['a.#.z', 'a.b.c.z', true],
  ['a.#.z', 'a.b.c', false],
  ['#.b.#', 'a.b.c', true],
  ['#.b.#', 'a.c', false],
  ['a*', 'ab', false],
  ['a*', 'a*', true],
  ['a.b', 'a.*', false],
  ['a.b', '#', false],
  ['a.*.*', 'a..', true],
])('topic: pattern "%s", key "%s": %s', (pattern, key, matches) => {
  expect(reached(topic(pattern), 't', key)).toEqual(matches ? [`q ${pattern}`] : [])
})

test('a topic binding taken away no longer matches, its neighbours still do', () => {
  const scene = topic('a.#', 'a.b', 'a.*')
  scene.broker.unbind(scene.binding('t', 'q a.b', 'a.b'))
  expect(reached(scene, 't', 'a.b')).toEqual(['q a.#', 'q a.*'])
})

const x = table({ h1: 1, 'x-h2': 'v' })
test.each([
  // x-match      criteria                                        headers                       matches
  ['all', { h1: 1, 'x-h2': 'v' }, table({ h1: 1 }), true],
  ['all', { h1: 1, h2: 2 }, table({ h1: 1 }), false],
  ['all-with-x', { h1: 1, 'x-h2': 'v' }, table({ h1: 1 }), false],
  ['all-with-x', { h1: 1, 'x-h2': 'v' }, x, true],
  ['any', { h1: 1, 'x-h2': 'v' }, table({ 'x-h2': 'v' }), false],
  ['any', { h1: 1, h2: 2 }, table({ h2: 2 }), true],
  ['any-with-x', { h1: 1, 'x-h2': 'v' }, table({ 'x-h2': 'v' }), true],
  ['any-with-x', { h1: 1, 'x-h2': 'v' }, emptyTable, false],
  ['all', { h1: null }, table({ h1: 'anything' }), true],
  ['all', { h1: null }, emptyTable, false],
  ['all', {}, emptyTable, true],
  ['any', {}, x, false],
  ['all', { 'x-h2': 'v' }, emptyTable, true],
  ['any', { 'x-h2': 'v' }, x, false],
  ['all', { h1: 1 }, table({ h1: 1n }), true],
  ['all', { h1: 1 }, table({ h1: '1' }), false],
  ['all', { h1: 1 }, table({ h1: 1.5 }), false],
  ['all', { h1: [1, 'a'] }, table({ h1: [1n, 'a'] }), true],
] as const)('headers: %s of %j: %s %s', (match, criteria, headers, matches) => {
  const scene = new Scene()
  scene.queue('q')
  scene.bind('amq.headers', 'q', '', table({ 'x-match': match, ...criteria }))
  expect(reached(scene, 'amq.headers', 'ignored', headers)).toEqual(matches ? ['q'] : [])
})

test('headers: without x-match all criteria must hold', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.bind('amq.match', 'q', '', table({ a: 1, b: 2 }))
  expect(reached(scene, 'amq.match', '', table({ a: 1 }))).toEqual([])
  expect(reached(scene, 'amq.match', '', table({ a: 1, b: 2 }))).toEqual(['q'])
})

test('however many ways lead to a queue, it gets one copy', () => {
  const scene = new Scene()
  scene.exchange('d', 'direct')
  scene.exchange('f', 'fanout')
  scene.queue('q')
  scene.bind('d', 'q', 'k')
  scene.bind('d', 'q', 'k2')
  scene.bind('d', 'f', 'k')
  scene.bind('f', 'q')
  scene.send('k', { exchange: 'd', headers: table({ CC: ['k2'] }) })
  expect(scene.ready('q')).toEqual([1])
})

test('CC and BCC add routing keys, and a consumer never sees BCC', () => {
  const scene = new Scene()
  for (const name of ['a', 'b', 'c', 'd']) scene.queue(name)
  scene.send('a', { headers: table({ CC: ['b'], BCC: ['c'] }) })
  expect(['a', 'b', 'c', 'd'].map((queue) => scene.ready(queue).length)).toEqual([1, 1, 1, 0])
  const template = scene.broker.templateOf(scene.broker.readySlots(0, 1)[0]!)
  expect(scene.broker.template(template).headers).toEqual(table({ CC: ['b'] }))
})

test('a CC that is not a list of texts fails with a sentence', () => {
  const scene = new Scene()
  expect(() => scene.send('a', { headers: table({ CC: 'b' }) })).toThrow('CC must be a list')
})

test('two exchanges bound to each other give one copy', () => {
  const scene = new Scene()
  scene.exchange('a', 'fanout')
  scene.exchange('b', 'fanout')
  scene.queue('q')
  scene.bind('a', 'b')
  scene.bind('b', 'a')
  scene.bind('b', 'q')
  scene.bind('a', 'q')
  scene.send('', { exchange: 'a' })
  expect(scene.ready('q')).toEqual([1])
})

test('an exchange that matches nothing hands on to its alternate exchange, which counts as routed', () => {
  const scene = new Scene()
  scene.exchange('d', 'direct', { alternateExchange: 'ae' })
  scene.exchange('ae', 'fanout')
  scene.queue('rest')
  scene.bind('ae', 'rest')
  scene.send('unknown', { exchange: 'd', mandatory: true })
  expect(scene.ready('rest')).toEqual([1])
  scene.broker.deleteExchange(scene.broker.exchangeId('ae'))
  scene.send('unknown', { exchange: 'd', mandatory: true })
  expect(scene.heard).toEqual(['1+', '2 returned', '2+'])
})

test('alternate exchanges form a chain, and a circle of them ends', () => {
  const scene = new Scene()
  scene.exchange('a', 'direct', { alternateExchange: 'b' })
  scene.exchange('b', 'direct', { alternateExchange: 'c' })
  scene.exchange('c', 'direct', { alternateExchange: 'a' })
  scene.queue('q')
  scene.bind('c', 'q', 'k')
  scene.send('k', { exchange: 'a' })
  scene.send('other', { exchange: 'a', mandatory: true })
  expect(scene.ready('q')).toEqual([1])
  expect(scene.heard).toEqual(['1+', '2 returned', '2+'])
})

test('a bound exchange that goes nowhere does not wake the alternate exchange of the source', () => {
  const scene = new Scene()
  scene.exchange('s', 'direct', { alternateExchange: 'ae' })
  scene.exchange('x', 'direct')
  scene.exchange('ae', 'fanout')
  scene.queue('rest')
  scene.bind('ae', 'rest')
  scene.bind('s', 'x', 'k')
  scene.send('k', { exchange: 's', mandatory: true })
  expect(scene.ready('rest')).toEqual([])
  expect(scene.heard).toEqual(['1 returned', '1+'])
})

test('a route once found follows every change of the topology', () => {
  const scene = new Scene()
  scene.exchange('d', 'direct')
  scene.queue('q')
  scene.queue('r')
  const counts = () => [scene.ready('q').length, scene.ready('r').length]
  scene.send('k', { exchange: 'd' })
  expect(counts()).toEqual([0, 0])
  scene.bind('d', 'q', 'k')
  scene.send('k', { exchange: 'd' })
  expect(counts()).toEqual([1, 0])
  scene.bind('d', 'r', 'k')
  scene.send('k', { exchange: 'd' })
  expect(counts()).toEqual([2, 1])
  scene.broker.unbind(scene.binding('d', 'q', 'k'))
  scene.send('k', { exchange: 'd' })
  expect(counts()).toEqual([2, 2])
  scene.broker.deleteQueue(scene.broker.queueId('r'))
  scene.send('k', { exchange: 'd', mandatory: true })
  expect(scene.heard.at(-2)).toBe('5 returned')
})

test('a queue called __proto__ is a queue like any other', () => {
  const scene = new Scene()
  scene.queue('__proto__')
  scene.send('__proto__')
  expect(scene.ready('__proto__')).toEqual([1])
})

test('an exchange that met more keys than it remembers the way of still finds it', () => {
  const scene = new Scene()
  const { broker, publisher } = scene
  scene.queue('q')
  scene.bind('amq.topic', 'q', 'k.7.#')
  const topic = broker.exchangeId('amq.topic')
  const plain = { sizeBytes: 1, persistent: false, expirationMs: null, priority: null }
  const template = broker.templateId({ ...plain, headers: emptyTable, userRef: 0 })
  const send = (i: number) =>
    broker.publish(publisher, 0, topic, broker.keyId(`k.${i}`), template, false, 0)
  for (let i = 0; i <= 65_536; i++) send(i)
  send(7)
  expect(scene.ready('q')).toEqual([8, 65_538])
})
