import { expect, test } from 'vitest'
import { graphOf } from './graph.ts'
import { layoutOf } from './layout.ts'
import { wide } from './node-size.ts'
import { poison } from './scenario.fixture.ts'
import { Track } from './wire-curve.ts'
import { placeWires } from './wire-places.ts'

const graph = graphOf(poison)
const boxes = layoutOf(graph, wide)
const places = placeWires(graph, boxes)
const place = (id: string) => places.get(id)!

test('settlements travel back on a lane of their own', () => {
  const { out, back } = place('deliver queue:orders.work consumer:worker-2')
  expect(back!.from.x).toBe(out.to.x)
  expect(back!.to.x).toBe(out.from.x)
  expect(back!.from.y - out.to.y).toBe(18)
})

test('wires of one side do not cross at the node', () => {
  const ys = [1, 2, 3].map(
    (worker) => place(`deliver queue:orders.work consumer:worker-${worker}`).out.from.y,
  )
  expect(ys).toEqual([...ys].sort((a, b) => a - b))
})

test('dead letters fall straight into the exchange below', () => {
  const { out } = place('dead queue:orders.work exchange:orders.dlx')
  expect(out.from.x).toBe(out.to.x)
  expect(out.to.y).toBe(boxes.get('exchange:orders.dlx')!.y)
})

test('a mark half way in time is half way in length', () => {
  const { out } = place('deliver queue:orders.work consumer:worker-1')
  const track = new Track(out)
  const gap = (a: number, b: number) => Math.hypot(track.x(b) - track.x(a), track.y(b) - track.y(a))
  expect(gap(0.1, 0.2) / gap(0.5, 0.6)).toBeCloseTo(1, 1)
  expect([track.x(0), track.y(1)]).toEqual([out.from.x, out.to.y])
})
