import { expect, test } from 'vitest'
import { cameraFor } from './camera.ts'
import { graphOf } from './graph.ts'
import { type Box, layoutOf } from './layout.ts'
import { wide } from './node-size.ts'
import { poison } from './scenario.fixture.ts'

const graph = graphOf(poison)
const boxes = layoutOf(graph, wide)
const nothing = { width: 0, height: 0 }
const none = { narrator: nothing, control: nothing, legend: nothing }
const fitted = (width: number, height: number, narrator = none) =>
  cameraFor(graph, boxes, { width, height }, narrator)

test('a graph that fits is shown at its natural size', () => {
  expect(fitted(1068, 520).zoom).toBe(1)
})

test('a large canvas shows it at 120 %', () => {
  expect(fitted(1548, 620).zoom).toBe(1.2)
})

test('a small canvas shows all of it', () => {
  const { x, y, zoom } = fitted(600, 300)
  expect(zoom).toBeLessThan(1)
  for (const box of boxes.values()) {
    expect(x + box.x * zoom).toBeGreaterThanOrEqual(0)
    expect(y + (box.y + box.height) * zoom).toBeLessThanOrEqual(300)
  }
})

test('no node hides behind the narrator', () => {
  const narrator = { width: 640, height: 70 }
  const { x, y, zoom } = fitted(1068, 440, { ...none, narrator })
  const hidden = ({ x: left, y: top }: Box) =>
    x + left * zoom < narrator.width && y + top * zoom < narrator.height
  expect([...boxes.values()].some(hidden)).toBe(false)
})

test('no node hides behind the controls at the bottom', () => {
  const control = { width: 700, height: 60 }
  const { x, y, zoom } = fitted(1068, 440, { ...none, control })
  const hidden = (box: Box) =>
    x + box.x * zoom < control.width && y + (box.y + box.height) * zoom > 440 - control.height
  expect([...boxes.values()].some(hidden)).toBe(false)
})
