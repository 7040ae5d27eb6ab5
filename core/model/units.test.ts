import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatBandwidth,
  formatBytes,
  formatDurationUs,
  formatRatePerSecond,
  formatShare,
  readBandwidth,
  readBytes,
  readDurationUs,
  readRatePerSecond,
  readShare,
} from './units.ts'

const value = (quantity: ReturnType<typeof readBytes>) =>
  'value' in quantity ? quantity.value : quantity.why

test.each([
  ['0s', 0],
  ['250us', 250],
  ['250 µs', 250],
  ['1.5s', 1_500_000],
  ['0.001ms', 1],
  ['90s', 90_000_000],
  ['10m', 600_000_000],
  ['1h30m', 5_400_000_000],
  ['1d', 86_400_000_000],
])('%s is %d microseconds', (text, us) => {
  expect(readDurationUs(text)).toEqual({ value: us })
})

test.each([
  ['', /such as/],
  ['10', /10s/],
  ['-5s', /negative/],
  ['5 parsecs', /such as/],
  ['5s and a bit', /such as/],
  ['1e3s', /such as/],
  ['0.0001ms', /whole number of microseconds/],
  ['9007199254740993us', /285 years/],
  ['9'.repeat(1000), /./],
  [`${'9'.repeat(50)}h`, /285 years/],
])('%s is no duration', (text, why) => {
  expect(value(readDurationUs(text))).toMatch(why)
})

test('durations, sizes and rates of one unit are written in it', () => {
  expect(formatDurationUs(600_000_000)).toBe('10m')
  expect(formatDurationUs(90_000_000)).toBe('90s')
  expect(formatBytes(4096)).toBe('4 KiB')
  expect(formatBytes(512)).toBe('512 B')
  expect(formatShare(0.05)).toBe('5 %')
  expect(formatShare(1 / 3)).toBe(1 / 3)
  expect(formatBandwidth(10_000_000)).toBe('10 MB/s')
})

test('a rate may be per minute, a bandwidth in bits', () => {
  expect(readRatePerSecond('840/min')).toEqual({ value: 14 })
  expect(readBandwidth('100 Mbit/s')).toEqual({ value: 12_500_000 })
})

test('percent are exact decimals', () => {
  expect(readShare('7 %')).toEqual({ value: 0.07 })
  expect(value(readShare('101 %'))).toMatch(/at most/)
})

test('what is written reads back to the very same number', () => {
  const float = fc.double({ min: 0, max: 1e9, noNaN: true }).map(Math.abs)
  fc.assert(
    fc.property(fc.maxSafeNat(), float, (whole, any) => {
      expect(readDurationUs(formatDurationUs(whole))).toEqual({ value: whole })
      expect(readBytes(formatBytes(whole))).toEqual({ value: whole })
      expect(readRatePerSecond(formatRatePerSecond(any))).toEqual({ value: any })
      if (any > 0) expect(readBandwidth(formatBandwidth(any))).toEqual({ value: any })
      const share = any / 1e9
      const written = formatShare(share)
      expect(typeof written === 'number' ? written : value(readShare(written))).toBe(share)
    }),
    { seed: 1 },
  )
})
