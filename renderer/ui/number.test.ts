import { expect, test } from 'vitest'
import {
  measureBytes,
  measureDuration,
  writeClock,
  writeCompact,
  writeCount,
  writeFixed,
  writeMeasure,
  writePercent,
  writeRate,
} from './number.ts'

const plain = (text: string) => text.replaceAll('\u2009', '_')

test('thousands are told apart by a thin space, decimals are not', () => {
  expect(plain(writeCount(1_234_567))).toBe('1_234_567')
  expect(plain(writeCount(-1234))).toBe('-1_234')
  expect(plain(writeFixed(1234.5, 4))).toBe('1_234.5000')
})

test('rates keep one decimal until a thousand', () => {
  expect([0, 24, 999.9, 999.96, 48_200].map((rate) => plain(writeRate(rate)))).toEqual([
    '0.0',
    '24.0',
    '999.9',
    '1_000',
    '48_200',
  ])
})

test('compact numbers are exact up to ten thousand', () => {
  expect([0, 2041, 9999, 148_600, 999_949, 1_234_567].map((n) => plain(writeCompact(n)))).toEqual([
    '0',
    '2_041',
    '9_999',
    '148.6k',
    '999.9k',
    '1.2M',
  ])
})

test('durations and sizes choose their unit and never round up into a fourth digit', () => {
  const spans = [0, 999, 999_400, 1_420_000, 90e6, 750e6, 7200e6]
  expect(spans.map((us) => plain(writeMeasure(measureDuration(us))))).toEqual([
    '0 µs',
    '999 µs',
    '999 ms',
    '1.42 s',
    '90 s',
    '12.5 min',
    '2 h',
  ])
  const sizes = [0, 2214, 52_000, 8_400_000]
  expect(sizes.map((bytes) => plain(writeMeasure(measureBytes(bytes))))).toEqual([
    '0 B',
    '2_214 B',
    '52 kB',
    '8.4 MB',
  ])
})

test('shares are per cent', () => {
  expect([writePercent(0.968), writePercent(0.05, 1)]).toEqual(['97', '5.0'])
})

test('the clock cuts, so it never shows a time that has not come', () => {
  expect(writeClock(179_999_999)).toBe('02:59.999')
  expect(writeClock(179_999_999, 1)).toBe('02:59.9')
  expect(writeClock(179_999_999, 0)).toBe('02:59')
  expect(writeClock(3_600_000_000)).toBe('01:00:00.000')
})
