import { expect, test } from 'vitest'
import { dockHeight, mostDockPx } from './dock-height.ts'

test('the charts are as high as they are drawn, and between those in proportion', () => {
  expect([800, 900, 1080].map(dockHeight)).toEqual([268, 336, 424])
  expect(dockHeight(850)).toBe(302)
})

test('beyond the drawn windows the charts go on growing and never fall below what can be read', () => {
  expect(dockHeight(1440)).toBeGreaterThan(424)
  expect(dockHeight(600)).toBe(220)
})

test('the graph always keeps some room', () => {
  expect(mostDockPx(800)).toBe(550)
  expect(dockHeight(3000)).toBeLessThanOrEqual(mostDockPx(3000))
})
