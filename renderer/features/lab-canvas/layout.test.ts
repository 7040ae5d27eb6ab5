import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { graphOf } from './graph.ts'
import { layoutOf } from './layout.ts'
import { wide } from './node-size.ts'
import { consumerSpec, poison, queueSpec } from './scenario.fixture.ts'

const boxes = layoutOf(graphOf(poison), wide)
const at = (id: string) => boxes.get(id)!

test('messages travel from left to right', () => {
  const xs = ['producer:checkout', 'exchange:orders', 'queue:orders.work', 'consumer:worker-1']
  const placed = xs.map((id) => at(id).x)
  expect(placed).toEqual([...placed].sort((a, b) => a - b))
})

test('replicas stand in the order they were declared', () => {
  expect(at('consumer:worker-1').y).toBeLessThan(at('consumer:worker-2').y)
  expect(at('consumer:worker-2').y).toBeLessThan(at('consumer:worker-3').y)
  expect(at('producer:checkout').y).toBeLessThan(at('producer:bulk-import').y)
})

test('a dead-letter chain hangs below the queue it comes from', () => {
  const queue = at('queue:orders.work')
  const exchange = at('exchange:orders.dlx')
  expect(exchange.y).toBeGreaterThan(queue.y + queue.height)
  expect(exchange.x + exchange.width / 2).toBe(queue.x + 46)
  expect(at('queue:orders.dead').x).toBeGreaterThan(exchange.x)
})

test('no two nodes cover each other', () => {
  const all = [...boxes]
  for (const [a, one] of all) {
    for (const [b, other] of all) {
      if (a >= b) continue
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y
      expect(apart, `${a} and ${b}`).toBe(true)
    }
  }
})

test('the same graph is laid out the same way', () => {
  expect([...layoutOf(graphOf(poison), wide)]).toEqual([...boxes])
})

test('parts that nothing connects are packed to the shape of the canvas', () => {
  const many = Array.from({ length: 12 }, (_, index) => index)
  const scattered: Scenario = {
    ...poison,
    topology: { exchanges: [], queues: many.map((index) => queueSpec(`q${index}`)), bindings: [] },
    producers: [],
    consumers: many.map((index) => consumerSpec(`c${index}`, `q${index}`)),
  }
  const packed = [...layoutOf(graphOf(scattered), wide).values()]
  const width = Math.max(...packed.map((box) => box.x + box.width))
  const height = Math.max(...packed.map((box) => box.y + box.height))
  expect(width / height).toBeGreaterThan(1)
  expect(width / height).toBeLessThan(4)
})
