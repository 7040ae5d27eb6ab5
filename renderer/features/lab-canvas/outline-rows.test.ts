import { expect, test } from 'vitest'
import { outlineRows, shownMax } from './outline-rows.ts'
import type { TopologyGroup } from './topology-groups.ts'

const group = (key: string, ...queues: string[]): TopologyGroup => ({
  key,
  label: `${key}.*`,
  queues,
  exchanges: [],
  consumers: [],
  prefix: key,
})
const groups = [group('a', 'a.x', 'a.y'), group('b', 'b.x')]
const depth: Readonly<Record<string, number>> = { 'a.x': 1, 'a.y': 5, 'b.x': 9 }
const rows = (change: Partial<Parameters<typeof outlineRows>[1]> = {}, from = groups) =>
  outlineRows(from, {
    ready: (name) => depth[name] ?? 0,
    isHot: () => false,
    filter: '',
    expanded: new Set(),
    whole: new Set(),
    ...change,
  })
const names = (list: ReturnType<typeof rows>) => list.map(({ name }) => name)

test('groups stand by what is ready in them', () => {
  expect(rows().map(({ name, ready }) => [name, ready])).toEqual([
    ['b.*', 9],
    ['a.*', 6],
  ])
})

test('an expanded group lists its fullest queues first', () => {
  expect(names(rows({ expanded: new Set(['a']) }))).toEqual(['b.*', 'a.*', 'a.y', 'a.x'])
})

test('a filter shows the queues it finds and their sum', () => {
  const found = rows({ filter: 'A.Y' })
  expect(found.map(({ name, ready, count }) => [name, ready, count])).toEqual([
    ['a.*', 5, 1],
    ['a.y', 5, 0],
  ])
})

test('the tail of a long group is one row with its sum', () => {
  const long = group('l', ...Array.from({ length: 30 }, (_, index) => `l.${index}`))
  const folded = rows({ expanded: new Set(['l']) }, [long])
  expect(folded.at(-1)).toMatchObject({ kind: 'more', count: 30 - shownMax })
  expect(rows({ expanded: new Set(['l']), whole: new Set(['l']) }, [long])).toHaveLength(31)
})
