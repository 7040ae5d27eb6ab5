import { expect, test } from 'vitest'
import { graphOf } from './graph.ts'
import { layoutOf } from './layout.ts'
import { wide } from './node-size.ts'
import { poison } from './scenario.fixture.ts'
import { type Step, walk } from './walk.ts'

const graph = graphOf(poison)
const boxes = layoutOf(graph, wide)
const go = (from: string, step: Step) => walk(graph, boxes, from, step)

test('right follows the messages, left goes against them', () => {
  expect(go('producer:checkout', 'ArrowRight')).toBe('exchange:orders')
  expect(go('exchange:orders', 'ArrowRight')).toBe('queue:orders.work')
  expect(go('queue:orders.work', 'ArrowLeft')).toBe('exchange:orders')
})

test('of several wires the straightest is taken', () => {
  expect(go('queue:orders.work', 'ArrowRight')).toBe('consumer:worker-2')
})

test('up and down stay in the column', () => {
  expect(go('consumer:worker-1', 'ArrowDown')).toBe('consumer:worker-2')
  expect(go('consumer:worker-2', 'ArrowUp')).toBe('consumer:worker-1')
})

test('where nothing is, the walk stays', () => {
  expect(go('producer:checkout', 'ArrowLeft')).toBeNull()
})
