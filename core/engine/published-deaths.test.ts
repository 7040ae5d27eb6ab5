import { expect, test } from 'vitest'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import type { DeathHistory } from './death.ts'
import { publishedDeaths } from './published-deaths.ts'

const table = (fields: Record<string, FieldValue>): FieldTable => ({
  fields: Object.entries(fields),
})
const death = { queue: 'q', reason: 'rejected', exchange: 'x' }
const read = (...entries: FieldValue[]): DeathHistory | null =>
  publishedDeaths(table({ 'x-death': entries }))

test('a full entry is read as the broker wrote it', () => {
  const entry = table({
    ...death,
    count: 3,
    time: 12,
    'routing-keys': ['k', 'copy'],
    'original-expiration': '500',
  })
  expect(read(entry)!.deaths).toEqual([
    {
      queue: 'q',
      reason: 'rejected',
      exchange: 'x',
      count: 3,
      timeUs: 12_000_000,
      routingKeys: ['k', 'copy'],
      originalExpiration: '500',
    },
  ])
})

test('an entry without count, time, keys and expiration happened once, at no known time', () => {
  expect(read(table(death))!.deaths).toEqual([
    { ...death, count: 1, timeUs: 0, routingKeys: [], originalExpiration: null },
  ])
})

test('what is no entry is left out, and a list of nothing else is no history', () => {
  const unreadable: FieldValue[] = [
    null,
    'text',
    ['list'],
    table({ ...death, queue: 1 }),
    table({ ...death, exchange: null }),
    table({ ...death, reason: 'boredom' }),
    table({ ...death, count: 'many' }),
  ]
  for (const entry of unreadable) expect(read(entry)).toBe(null)
  expect(read(...unreadable, table(death))!.deaths).toHaveLength(1)
  expect(publishedDeaths(table({ 'x-death': 'text' }))).toBe(null)
  expect(publishedDeaths(table({}))).toBe(null)
})

test('the first death is what its headers say, and without them the oldest entry', () => {
  const entries = { 'x-death': [table(death), table({ ...death, queue: 'old' })] }
  const told = {
    'x-first-death-queue': 'first',
    'x-first-death-exchange': '',
    'x-first-death-reason': 'expired',
  }
  expect(publishedDeaths(table({ ...entries, ...told }))!.first).toEqual({
    queue: 'first',
    exchange: '',
    reason: 'expired',
  })
  const odd = { ...told, 'x-first-death-reason': 'boredom' }
  for (const headers of [entries, { ...entries, ...odd }]) {
    expect(publishedDeaths(table(headers))!.first.queue).toBe('old')
  }
})
