import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { emptyTable } from '#core/model/topology.ts'
import { graphOf } from './graph.ts'
import { consumerSpec, poison, queueSpec } from './scenario.fixture.ts'
import { groupTopology, restOf } from './topology-groups.ts'

const exchange = (name: string) => ({ ...poison.topology.exchanges[0]!, name })
const binding = (from: string, to: string, toExchange = false) => ({
  from,
  to,
  toExchange,
  key: 'k',
  arguments: emptyTable,
})

const scenario = (queues: readonly string[], change: Partial<Scenario['topology']> = {}) => ({
  ...poison,
  topology: {
    exchanges: [],
    queues: queues.map((name) => queueSpec(name)),
    bindings: [],
    ...change,
  },
  producers: [],
  consumers: [consumerSpec('c', queues[0]!)],
})
const grouped = (from: Scenario, by: 'prefix' | 'vhost' = 'prefix') =>
  groupTopology(from, graphOf(from), by)

test('queues with the same first word are a group, a lone one keeps its name', () => {
  const { groups } = grouped(scenario(['orders.work', 'orders-dead', 'fax', 'orders']))
  expect(groups.map(({ label }) => label)).toEqual(['fax', 'orders.*'])
  expect(groups[1]!.queues).toEqual(['orders', 'orders-dead', 'orders.work'])
})

test('words that every name begins with tell nothing and are passed over', () => {
  const { groups } = grouped(scenario(['prod.a.x', 'prod.a.y', 'prod.b.x', 'prod.b.y']))
  expect(groups.map(({ label }) => label)).toEqual(['prod.a.*', 'prod.b.*'])
})

test('virtual hosts are the words before the slash', () => {
  const { groups } = grouped(scenario(['/a', '/b', 'test/a']), 'vhost')
  expect(groups.map(({ key }) => key)).toEqual(['/', 'test'])
})

test('an exchange lives where its name says, else where its bindings lead', () => {
  const { groups } = grouped(
    scenario(['orders.a', 'orders.b', 'pay.a', 'pay.b'], {
      exchanges: [exchange('orders'), exchange('events')],
      bindings: [binding('events', 'pay.a'), binding('events', 'pay.b')],
    }),
  )
  expect(groups.map(({ exchanges }) => exchanges)).toEqual([['orders'], ['events']])
})

test('all wires between two groups are one link', () => {
  const { links } = grouped(
    scenario(['orders.a', 'orders.b', 'pay.a', 'pay.b'], {
      exchanges: [exchange('orders')],
      bindings: ['orders.a', 'pay.a', 'pay.b'].map((queue) => binding('orders', queue)),
    }),
  )
  expect(links).toHaveLength(1)
  expect(links[0]).toMatchObject({ from: 'orders', to: 'pay' })
  expect(links[0]!.wires).toHaveLength(2)
})

test('inside its group a queue is listed without the prefix', () => {
  const [, orders] = grouped(scenario(['orders.work', 'orders', 'fax'])).groups
  expect(orders!.queues.map((name) => restOf(name, orders!))).toEqual(['orders', '.work'])
})
