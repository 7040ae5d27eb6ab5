import { expect, test } from 'vitest'
import type { FieldTable } from '#core/model/topology.ts'
import { deathsOf, fieldText, triesOf } from './deaths.ts'

const table = (...fields: FieldTable['fields']): FieldTable => ({ fields })

test('deaths come most recent first, with the broker’s own words', () => {
  const headers = table([
    'x-death',
    [
      table(
        ['count', 2],
        ['reason', 'rejected'],
        ['queue', 'orders.work'],
        ['time', 1_700_000_000],
        ['exchange', 'orders'],
        ['routing-keys', ['order.created', 'audit']],
      ),
      table(['count', 1n], ['reason', 'expired'], ['queue', 'orders.retry']),
    ],
  ])
  expect(deathsOf(headers)).toEqual([
    {
      queue: 'orders.work',
      reason: 'rejected',
      count: 2,
      exchange: 'orders',
      routingKeys: ['order.created', 'audit'],
      atMs: 1_700_000_000_000,
    },
    {
      queue: 'orders.retry',
      reason: 'expired',
      count: 1,
      exchange: '',
      routingKeys: [],
      atMs: null,
    },
  ])
})

test('a header of that name that is not RabbitMQ’s is not a death', () => {
  expect(deathsOf(table(['x-death', 'yesterday']))).toEqual([])
  expect(deathsOf(table(['x-death', ['yesterday']]))).toEqual([])
})

test('tries are what the broker counts, and nothing when it does not count', () => {
  expect(triesOf(table(['x-delivery-count', 4]))).toBe(4)
  expect(triesOf(table(['x-acquired-count', 5], ['x-delivery-count', 1]))).toBe(5)
  expect(triesOf(table())).toBeNull()
})

test('a header value keeps every digit and shows what is nested', () => {
  expect(fieldText(9223372036854775807n)).toBe('9223372036854775807')
  expect(fieldText([1, null, table(['a', true])])).toBe('[1, null, {a: true}]')
})
