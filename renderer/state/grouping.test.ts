import { beforeEach, expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { groupingOf, openGroup, setGrouping, useGrouping } from './grouping.ts'

/** As much of a scenario as grouping looks at. */
const scenario = (title: string, queues: number) =>
  ({ title, topology: { queues: Array.from({ length: queues }) } }) as unknown as Scenario
const kindOf = (one: Scenario) => groupingOf(useGrouping.getState(), one)
const [small, large, other] = [scenario('a', 40), scenario('b', 41), scenario('c', 41)]

beforeEach(() => useGrouping.setState(useGrouping.getInitialState()))

test('more than forty queues are grouped by prefix until somebody chooses otherwise', () => {
  expect(kindOf(small)).toBe('none')
  expect(kindOf(large)).toBe('prefix')
  setGrouping(large, 'none')
  expect(kindOf(large)).toBe('none')
  expect(kindOf(other)).toBe('prefix')
})

test('another grouping has other groups, so none stays open', () => {
  openGroup(large, 'orders')
  expect(useGrouping.getState().open).toBe('orders')
  setGrouping(large, 'vhost')
  expect(useGrouping.getState().open).toBeNull()
})

test('opening a group keeps what was chosen for this scenario', () => {
  setGrouping(large, 'vhost')
  openGroup(large, '/')
  expect(kindOf(large)).toBe('vhost')
  openGroup(other, 'x')
  expect(kindOf(other)).toBe('prefix')
})
