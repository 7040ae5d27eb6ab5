import { expect, test } from 'vitest'
import { sparkPaths } from './sparkline.ts'

test('one value is no line yet', () => {
  expect(sparkPaths([3], 78, 18, 120)).toEqual({ line: '', area: '' })
})

test('the newest value is at the right edge, the highest at the top', () => {
  const { line } = sparkPaths([0, 10, 5], 100, 20, 3)
  expect(line).toBe('M0.0 19.0L50.0 1.0L100.0 10.0')
})
