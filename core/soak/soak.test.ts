import { expect, test } from 'vitest'
import { matchedQueues } from './ledger/matcher.ts'
import { runSeed, runSteps, scriptOf } from './soak.ts'

test('the first seeds hold every invariant', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { found, events, confirms } = runSeed(seed)
    expect(found, `seed ${seed}`).toBeNull()
    expect(events).toBeGreaterThan(0)
    expect(confirms).toBeGreaterThan(0)
  }
})

test('a seed is the same run every time, and another seed another run', () => {
  expect(runSeed(7)).toEqual(runSeed(7))
  expect(runSeed(7).digest).not.toBe(runSeed(8).digest)
})

test('any part of a script is a script', () => {
  const place = { seed: 3, world: 0 }
  const steps = scriptOf(place)
  for (let from = 0; from < 600; from += 100) {
    expect(runSteps(place, steps.slice(from, from + 150)).found).toBeNull()
  }
})

test('the yardstick of routing knows words, headers and alternates', () => {
  const own = { durable: true, autoDelete: false, internal: false }
  const exchanges = new Map([
    ['t', { ...own, name: 't', type: 'topic', alternateExchange: 'f' } as const],
    ['f', { ...own, name: 'f', type: 'fanout', alternateExchange: null } as const],
  ])
  const bind = (from: string, to: string, key: string) => {
    return { from, to, toExchange: false, key, arguments: { fields: [] } }
  }
  const bindings = [bind('t', 'a', 'x.*'), bind('t', 'b', '#.y'), bind('f', 'c', '')]
  const table = { exchanges, queues: new Set(['a', 'b', 'c']), bindings }
  const found = (key: string) => [...matchedQueues(table, 't', [key], { fields: [] })].sort()
  expect(found('x.y')).toEqual(['a', 'b'])
  expect(found('y')).toEqual(['b'])
  expect(found('x.y.z')).toEqual(['c'])
})
