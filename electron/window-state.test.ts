import { expect, test } from 'vitest'
import { boundsOnDisplays, firstState, leastSize, readWindowState } from './window-state.ts'

const main = { x: 0, y: 25, width: 1920, height: 1055 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }
const bounds = { x: 100, y: 100, width: 1200, height: 800 }

test('what was written is read', () => {
  const state = { bounds, isMaximized: true }
  expect(readWindowState(JSON.stringify(state))).toEqual(state)
})

test.each([
  '',
  '{',
  'null',
  '7',
  '[]',
  '{"bounds":{"x":0}}',
  '{"bounds":{"x":0,"y":0,"width":1e9,"height":1}}',
  '{"bounds":{"x":"0","y":0,"width":900,"height":600}}',
  '{"bounds":{"x":0.5,"y":0,"width":900,"height":600}}',
])('"%s" says nothing', (text) => {
  expect(readWindowState(text)).toEqual(firstState)
})

test('a window on a display stays where it was', () => {
  expect(boundsOnDisplays(bounds, [main])).toEqual(bounds)
  expect(boundsOnDisplays({ ...bounds, x: 2000 }, [main, right])).toEqual({ ...bounds, x: 2000 })
})

test.each([
  ['on a display that is gone', { ...bounds, x: 2000 }],
  ['above every display', { ...bounds, y: -100 }],
  ['below every display', { ...bounds, y: 5000 }],
  ['with no more than an edge visible', { ...bounds, x: -1150 }],
])('a window %s is placed by the system', (_where, gone) => {
  expect(boundsOnDisplays(gone, [main])).toBe(null)
})

test('a window is neither larger than its display nor smaller than it can be', () => {
  expect(boundsOnDisplays({ x: 0, y: 30, width: 5000, height: 5000 }, [main])).toMatchObject({
    width: main.width,
    height: main.height,
  })
  expect(boundsOnDisplays({ x: 0, y: 30, width: 200, height: 10 }, [main])).toMatchObject(leastSize)
})
