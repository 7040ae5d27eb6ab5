import { expect, test } from 'vitest'
import { bandWidth, flowOf } from './wire-flow.ts'

test('up to 15 a second every message is a mark', () => {
  expect(flowOf(14, 1, 'still')).toEqual({ mode: 'single', every: 1 })
})

test('up to 200 a second marks are sampled and the ratio is said', () => {
  expect(flowOf(24.2, 1, 'single')).toEqual({ mode: 'sampled', every: 2 })
  expect(flowOf(96, 1, 'single')).toEqual({ mode: 'sampled', every: 8 })
})

test('above 200 a second a wire is a band', () => {
  expect(flowOf(9630, 1, 'single').mode).toBe('band')
})

test('what counts is the rate the eye sees: slow motion shows single messages', () => {
  expect(flowOf(1000, 0.01, 'still').mode).toBe('single')
  expect(flowOf(10, 100, 'still').mode).toBe('band')
})

test('at full speed nothing travels', () => {
  expect(flowOf(3, 'max', 'single').mode).toBe('band')
  expect(flowOf(0, 'max', 'single').mode).toBe('still')
})

test('a rate near a border keeps the drawing it has', () => {
  expect(flowOf(15.5, 1, 'single').mode).toBe('single')
  expect(flowOf(14.5, 1, 'sampled').mode).toBe('sampled')
})

test('bands grow with the logarithm of the rate between 5 and 18 pixels', () => {
  expect(bandWidth(0)).toBe(5)
  expect(bandWidth(1e9)).toBe(18)
  expect(bandWidth(1000) - bandWidth(100)).toBeCloseTo(bandWidth(100) - bandWidth(10))
})
