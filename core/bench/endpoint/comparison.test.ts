import { expect, test } from 'vitest'
import { comparisonTable, lessIsBetter, moreIsBetter } from './comparison.ts'

test('Above 1 ours is better, whether more or less of it is wanted', () => {
  expect(moreIsBetter('speed', 'msg/s', 300, 100).ratio).toBe(3)
  expect(lessIsBetter('latency', 'ms', 300, 100).ratio).toBeCloseTo(1 / 3)
})

test('The table has a line for each quantity, large figures whole and small ones to three digits', () => {
  const comparisons = [
    moreIsBetter('speed', 'msg/s', 123_456.7, 1234),
    lessIsBetter('latency', 'ms', 0.123456, 1.5),
  ]
  expect(comparisonTable(comparisons, 'ours', 'theirs').split('\n')).toEqual([
    '                  ours       theirs  better',
    'speed    123,457 msg/s  1,234 msg/s    100x',
    'latency       0.123 ms       1.5 ms   12.2x',
  ])
})
