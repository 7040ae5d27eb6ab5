import { expect, test } from 'vitest'
import { scenarioIds, shippedText } from '#core/bench/shipped-texts.ts'
import type { Scenario } from './scenario.ts'
import { parseScenario, writeScenario } from './scenario-file.ts'

function read(text: string): Scenario {
  const { scenario, problems } = parseScenario(text)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return scenario!
}

const example = `# Written by hand.
sluice: 1
scenario: Order intake

# The seed of the first bad night.
seed: 0x7   # keep
duration: 600s
queues:
  # the one that matters
  orders.work: { durable: true, x-message-ttl: 60000 }
  orders.dead:
exchanges: { orders: { type: topic } }
bindings:
  - { from: orders, to: orders.work, key: order.* } # all of them
  - from: orders
    to: orders.dead
    key: 'dead.#'
producers:
  checkout: { to: orders, key: order.created, rate: 840/min, arrivals: poisson }
consumers:
  worker: { from: orders.work, count: 3, service: 100ms }
`

test('writing over a text that already says so changes nothing but white space', () => {
  const text = writeScenario(read(example), example)
  expect(text.replace(/\s+/g, ' ')).toBe(example.replace(/\s+/g, ' '))
})

test('a changed value is changed in place; comments, order and spelling around it stay', () => {
  const scenario = read(example)
  const changed: Scenario = {
    ...scenario,
    seed: 8,
    consumers: scenario.consumers.map((consumer) => ({ ...consumer, prefetch: 4 })),
  }
  const text = writeScenario(changed, example)
  expect(read(text)).toEqual(changed)
  expect(text).toContain('seed: 8 # keep')
  expect(text).toContain('# The seed of the first bad night.')
  expect(text).toContain('rate: 840/min, arrivals: poisson')
  expect(text).toContain('worker: { from: orders.work, count: 3, prefetch: 4, service: 100ms }')
  expect(text.indexOf('queues:')).toBeLessThan(text.indexOf('exchanges:'))
})

test('things added, removed and moved take their lines with them', () => {
  const scenario = read(example)
  const { exchanges, queues, bindings } = scenario.topology
  const audit = { ...queues[1]!, name: 'orders.audit' }
  const changed: Scenario = {
    ...scenario,
    durationUs: null,
    topology: {
      exchanges,
      queues: [queues[1]!, audit, queues[0]!],
      bindings: [bindings[1]!, { ...bindings[0]!, to: 'orders.audit', key: '#' }, bindings[0]!],
    },
    policies: [],
    producers: [],
    faults: [{ kind: 'crash', atUs: 5_000_000, consumer: 'worker-2', restartAfterUs: null }],
  }
  const text = writeScenario(changed, example)
  expect(read(text)).toEqual(changed)
  expect(text).not.toContain('checkout')
  expect(text).not.toContain('duration')
  expect(text).toContain("key: 'dead.#'")
  expect(text).toContain('key: order.* } # all of them')
  expect(text).toContain('# the one that matters\n  orders.work:')
})

test('one of a group that becomes different is written on its own', () => {
  const scenario = read(example)
  const changed: Scenario = {
    ...scenario,
    consumers: scenario.consumers.map((consumer) =>
      consumer.name === 'worker-2' ? { ...consumer, prefetch: 9 } : consumer,
    ),
  }
  const text = writeScenario(changed, example)
  expect(read(text)).toEqual(changed)
  expect(text).toContain('worker-2: { from: orders.work, group: worker, prefetch: 9,')
})

test('groups fold back into a count', () => {
  for (const text of scenarioIds('').map(shippedText)) {
    const scenario = read(text)
    const counts = (written: string) => written.match(/count: \d+/g) ?? []
    expect(counts(writeScenario(scenario, null))).toEqual(counts(text))
  }
})

test('a text that cannot be read is replaced, and one in form 0 is brought to form 1', () => {
  const scenario = read(example)
  expect(writeScenario(scenario, 'a: [')).toBe(writeScenario(scenario, null))
  const form0 =
    '# mine\nscenario: Old\nqueues: { q: {} }\nexchanges: { x: { type: fanout } }\nbindings:\n  - x to q: k\n'
  const old = read(form0)
  const text = writeScenario(old, form0)
  expect(read(text)).toEqual(old)
  expect(text).toContain('# mine')
  expect(text).toContain('sluice: 1')
  expect(text).toContain('{ from: x, to: q, key: k }')
  const unbound = { ...old, topology: { ...old.topology, bindings: [] } }
  expect(read(writeScenario(unbound, form0))).toEqual(unbound)
})
