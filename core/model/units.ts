/**
 * Quantities as people write them in files and on the command line: `10m`, `14/s`, `5 %`, `512 B`, `10 MB/s`. A number
 * always carries its unit, and what is read is exact: decimals are scaled as integers, never through a float.
 */

/** What was read, or why it could not be: the end of a sentence, such as "write a unit, such as 10s". */
export type Quantity = { readonly value: number } | { readonly why: string }

const secondsUs = 1_000_000
/** Largest first; `formatDurationUs` takes the first that divides. */
const durationUnits: readonly (readonly [unit: string, us: number])[] = [
  ['h', 3600 * secondsUs],
  ['m', 60 * secondsUs],
  ['s', secondsUs],
  ['ms', 1000],
  ['us', 1],
]
const durationUs = new Map([
  ...durationUnits,
  ['d', 86_400 * secondsUs],
  ['min', 60 * secondsUs],
  ['µs', 1],
  ['μs', 1],
])

const byteUnits: readonly (readonly [unit: string, bytes: number])[] = [
  ['GiB', 2 ** 30],
  ['GB', 1e9],
  ['MiB', 2 ** 20],
  ['MB', 1e6],
  ['KiB', 2 ** 10],
  ['kB', 1e3],
  ['B', 1],
]
const bytesPer = new Map([...byteUnits, ['KB', 1e3]])
const bitUnits = new Map([
  ['kbit', 125],
  ['Mbit', 125_000],
  ['Gbit', 125_000_000],
])

/** `decimal × scale` when that is a whole number up to 2^53 - 1. */
function scaled(whole: string, fraction: string, scale: number): number | null {
  // Nobody means 40 digits, and BigInt of a megabyte of them would take seconds.
  if (whole.length > 20 || fraction.length > 20) return null
  const units = BigInt(whole + fraction) * BigInt(scale)
  const divisor = 10n ** BigInt(fraction.length)
  if (units % divisor !== 0n) return null
  const value = units / divisor
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null
}

const durationPart = /(\d+)(?:\.(\d+))?\s*([a-zµμ]+)\s*/y
/** For schemas: what `readDurationUs` accepts, without its bounds. */
export const durationPattern = '^\\s*(\\d+(\\.\\d+)?\\s*(us|µs|μs|ms|s|min|m|h|d)\\s*)+$'

/** A duration in whole microseconds: `100ms`, `1.5s`, `10m`, `1h30m`. */
export function readDurationUs(text: string): Quantity {
  const written = text.trim()
  if (/^-/.test(written)) return { why: 'a duration is never negative' }
  if (/^\d+(\.\d+)?$/.test(written)) return { why: `write a unit, such as ${written}s` }
  if (written.length > 100) return { why: 'write it such as 100ms, 5s or 10m' }
  let total = 0
  let at = 0
  while (at < written.length) {
    durationPart.lastIndex = at
    const part = durationPart.exec(written)
    const unitUs = durationUs.get(part?.[3] ?? '')
    if (!part || unitUs === undefined) return { why: 'write it such as 100ms, 5s or 10m' }
    const us = scaled(part[1]!, part[2] ?? '', unitUs)
    if (us === null) {
      return { why: 'it must be a whole number of microseconds and below 285 years' }
    }
    total += us
    at = durationPart.lastIndex
  }
  if (written === '') return { why: 'write it such as 100ms, 5s or 10m' }
  if (!Number.isSafeInteger(total)) return { why: 'the longest duration is 285 years' }
  return { value: total }
}

/** The shortest exact form in one unit: 600 s is `10m`, 90 s is `90s`. */
export function formatDurationUs(us: number): string {
  if (us === 0) return '0s'
  const [unit, unitUs] = durationUnits.find(([, size]) => us % size === 0)!
  return `${us / unitUs}${unit}`
}

export const ratePattern = '^\\s*\\d+(\\.\\d+)?([eE][+-]?\\d+)?\\s*/\\s*(ms|s|sec|m|min|h|d)\\s*$'
const rateForm = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*\/\s*([a-z]+)$/
const ratePer = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['sec', 1],
  ['m', 60],
  ['min', 60],
  ['h', 3600],
  ['d', 86_400],
])

/** Events per second: `14/s`, `840/min`. */
export function readRatePerSecond(text: string): Quantity {
  const written = text.trim()
  if (/^-/.test(written)) return { why: 'a rate is never negative' }
  if (/^[\d.]+$/.test(written)) return { why: `write per what, such as ${written}/s` }
  const form = written.length <= 100 ? rateForm.exec(written) : null
  const per = ratePer.get(form?.[2] ?? '')
  if (!form || per === undefined) return { why: 'write it such as 14/s or 840/min' }
  const value = Number(form[1]) / per
  if (value > 1e9) return { why: 'the highest rate is 1e9/s' }
  return { value }
}

export const formatRatePerSecond = (ratePerSecond: number): string => `${ratePerSecond}/s`

export const sharePattern = '^\\s*\\d+(\\.\\d+)?([eE][+-]?\\d+)?\\s*%\\s*$'
const shareForm = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*%$/

/** A share of 0 to 1, written `5 %`. */
export function readShare(text: string): Quantity {
  const form = text.length <= 100 ? shareForm.exec(text.trim()) : null
  if (!form) return { why: 'write it such as 5 % or 0.05' }
  const value = Number((Number(form[1]) / 100).toPrecision(15))
  if (value > 1) return { why: 'a share is at most 100 %' }
  return { value }
}

/** Percent when that reads back to the very same number, else the number itself. */
export function formatShare(share: number): string | number {
  const written = `${Number((share * 100).toPrecision(15))} %`
  const read = readShare(written)
  return 'value' in read && read.value === share ? written : share
}

export const bytesPattern = '^\\s*\\d+(\\.\\d+)?\\s*(B|kB|KB|KiB|MB|MiB|GB|GiB)\\s*$'
const bytesForm = /^(\d+)(?:\.(\d+))?\s*([A-Za-z]+)$/

/** A size in whole bytes: `512 B`, `4 KiB` (1024), `10 MB` (decimal). */
export function readBytes(text: string): Quantity {
  const written = text.trim()
  if (/^-/.test(written)) return { why: 'a size is never negative' }
  if (/^\d+$/.test(written)) return { why: `write a unit, such as ${written} B` }
  const form = written.length <= 100 ? bytesForm.exec(written) : null
  const unit = bytesPer.get(form?.[3] ?? '')
  if (!form || unit === undefined) return { why: 'write it such as 512 B, 4 KiB or 10 MB' }
  const value = scaled(form[1]!, form[2] ?? '', unit)
  return value === null ? { why: 'it must be a whole number of bytes' } : { value }
}

export function formatBytes(bytes: number): string {
  if (bytes === 0) return '0 B'
  const [unit, size] = byteUnits.find(([, each]) => bytes % each === 0)!
  return `${bytes / size} ${unit}`
}

export const bandwidthPattern =
  '^\\s*\\d+(\\.\\d+)?([eE][+-]?\\d+)?\\s*(B|kB|KB|KiB|MB|MiB|GB|GiB|kbit|Mbit|Gbit)\\s*/\\s*s\\s*$'
const bandwidthForm = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([A-Za-z]+)\s*\/\s*s$/

/** Bytes per second: `10 MB/s`, `100 Mbit/s`. */
export function readBandwidth(text: string): Quantity {
  const form = text.length <= 100 ? bandwidthForm.exec(text.trim()) : null
  const unit = bytesPer.get(form?.[2] ?? '') ?? bitUnits.get(form?.[2] ?? '')
  if (!form || unit === undefined) return { why: 'write it such as 10 MB/s or 100 Mbit/s' }
  const value = Number(form[1]) * unit
  if (value === 0) return { why: 'nothing would ever arrive; leave it out for no limit' }
  return Number.isFinite(value) ? { value } : { why: 'leave it out for no limit' }
}

export function formatBandwidth(bytesPerSecond: number): string {
  return Number.isInteger(bytesPerSecond) && bytesPerSecond < 2 ** 53
    ? `${formatBytes(bytesPerSecond)}/s`
    : `${bytesPerSecond} B/s`
}
