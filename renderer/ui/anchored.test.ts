import { expect, test } from 'vitest'
import { place } from './anchored.ts'

const page = { width: 1000, height: 600 }
const own = { width: 200, height: 100 }
const at = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 28 })

test('it hangs below its control, edge on edge', () => {
  expect(place(at(100, 100), own, page, 'below', 'start')).toEqual({ x: 100, y: 134 })
  expect(place(at(300, 100), own, page, 'below', 'end')).toEqual({ x: 140, y: 134 })
  expect(place(at(300, 100), own, page, 'below', 'center')).toEqual({ x: 220, y: 134 })
})

test('it turns over where it would leave the window', () => {
  expect(place(at(100, 560), own, page, 'below', 'start').y).toBe(454)
  expect(place(at(100, 20), own, page, 'above', 'start').y).toBe(54)
  expect(place(at(900, 100), own, page, 'right', 'start').x).toBe(694)
})

test('it is pushed in where neither side has room', () => {
  expect(place(at(990, 100), own, page, 'below', 'start').x).toBe(792)
  expect(place(at(100, 300), { width: 200, height: 590 }, page, 'below', 'start').y).toBe(8)
})
