import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { graphOf } from './graph.ts'
import { consumerSpec, poison, producerSpec, queueSpec } from './scenario.fixture.ts'

const ids = (scenario: Scenario, replicasMax?: number) =>
  graphOf(scenario, replicasMax).nodes.map(({ id }) => id)
const wires = (scenario: Scenario) => graphOf(scenario).wires.map(({ id }) => id)

test('the default exchange is not drawn: its key names the queue', () => {
  const direct: Scenario = {
    ...poison,
    topology: { exchanges: [], queues: [queueSpec('tasks')], bindings: [] },
    producers: [{ ...producerSpec('p', 1), exchange: '', keys: [{ key: 'tasks', weight: 1 }] }],
    consumers: [consumerSpec('c', 'tasks')],
  }
  expect(ids(direct)).toEqual(['producer:p', 'queue:tasks', 'consumer:c'])
  expect(wires(direct)).toEqual([
    'publish producer:p queue:tasks',
    'deliver queue:tasks consumer:c',
  ])
})

test('a pre-declared exchange is drawn only when something uses it', () => {
  expect(ids(poison)).not.toContain('exchange:amq.topic')
  const used: Scenario = {
    ...poison,
    producers: [{ ...producerSpec('p', 1), exchange: 'amq.topic' }],
  }
  expect(ids(used)).toContain('exchange:amq.topic')
})

test('what only dead letters reach stands aside, and its last queue is a dead end', () => {
  const aside = graphOf(poison).nodes.filter((node) => node.aside)
  expect(aside.map(({ id }) => id)).toEqual(['exchange:orders.dlx', 'queue:orders.dead'])
  expect(aside.map(({ deadEnd }) => deadEnd)).toEqual([false, true])
})

test('a retry queue that dead-letters back is aside, but no dead end', () => {
  const { topology } = poison
  const [work] = topology.queues
  const retry = queueSpec('retry', {
    messageTtlMs: 1000,
    deadLetterExchange: '',
    deadLetterRoutingKey: 'orders.work',
  })
  const looped: Scenario = {
    ...poison,
    topology: {
      ...topology,
      queues: [work!, retry],
      bindings: [topology.bindings[0]!, { ...topology.bindings[1]!, to: 'retry' }],
    },
  }
  const node = graphOf(looped).nodes.find(({ id }) => id === 'queue:retry')
  expect(node).toMatchObject({ aside: true, deadEnd: false })
})

test('more replicas than are drawn singly become one stacked node', () => {
  expect(ids(poison, 2)).toContain('consumers:worker')
  expect(graphOf(poison, 2).nodes.at(-1)?.members).toEqual(['worker-1', 'worker-2', 'worker-3'])
  expect(graphOf(poison, 2).wires.filter(({ kind }) => kind === 'deliver')).toHaveLength(1)
})

test('several bindings of one pair are one wire with several keys', () => {
  const { topology } = poison
  const twice: Scenario = {
    ...poison,
    topology: {
      ...topology,
      bindings: [...topology.bindings, { ...topology.bindings[0]!, key: 'refund' }],
    },
  }
  const wire = graphOf(twice).wires.find(({ kind }) => kind === 'route')
  expect(wire?.keys).toEqual(['order', 'refund'])
})

test('a dead-letter exchange that does not exist has no wire', () => {
  const { topology } = poison
  const missing: Scenario = {
    ...poison,
    topology: { ...topology, exchanges: topology.exchanges.slice(0, 1), bindings: [] },
  }
  expect(graphOf(missing).wires.some(({ kind }) => kind === 'dead')).toBe(false)
})
