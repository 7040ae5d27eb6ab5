/** Numbers as the app writes them: thin spaces between thousands, units after a space, decimals that stay put. */

const thin = '\u2009'

/** A whole number: `18 204`. */
export function writeCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, thin)
}

/** A number with a fixed count of decimals: `1 234.50`. */
export function writeFixed(value: number, decimals: number): string {
  const [whole, rest] = value.toFixed(decimals).split('.')
  const grouped = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, thin)
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

/** A rate without its unit: one decimal below a thousand, so that digits do not jump. */
export function writeRate(perSecond: number): string {
  return Math.abs(perSecond) < 999.95 ? writeFixed(perSecond, 1) : writeCount(perSecond)
}

/** A net rate with its sign and unit; what is nearly nothing says so: `+119 /s`, `±0 /s`. */
export function writeNetRate(perSecond: number): string {
  const size = Math.abs(perSecond)
  if (size < 0.5) return '±0 /s'
  const digits = size < 10 ? 1 : 0
  return `${perSecond > 0 ? '+' : '−'}${size < 999.5 ? writeFixed(size, digits) : writeCount(size)} /s`
}

/** Where room is short, as in a tree: exact to ten thousand, then `148.6k`, `1.2M`. */
export function writeCompact(value: number): string {
  const size = Math.abs(value)
  if (size < 9999.5) return writeCount(value)
  const [scale, suffix] = size < 999_950 ? [1e3, 'k'] : size < 999_950_000 ? [1e6, 'M'] : [1e9, 'G']
  return `${(value / scale).toFixed(1)}${suffix}`
}

/** A share 0..1 in per cent, without the sign. */
export const writePercent = (share: number, decimals = 0): string =>
  writeFixed(share * 100, decimals)

/** A number and its unit, which stands behind it in ink-3. */
export interface Measure {
  readonly number: string
  readonly unit: string
}

/** Both as one text. */
export const writeMeasure = ({ number, unit }: Measure): string => `${number} ${unit}`

/** A duration in the unit people would say it in, three digits: `120 µs`, `1.42 s`, `12.5 min`. */
export function measureDuration(us: number): Measure {
  const size = Math.abs(us)
  if (size < 999.5) return { number: writeCount(us), unit: 'µs' }
  if (size < 999_500) return { number: threeDigits(us / 1e3), unit: 'ms' }
  if (size < 120e6) return { number: threeDigits(us / 1e6), unit: 's' }
  if (size < 7200e6) return { number: threeDigits(us / 60e6), unit: 'min' }
  return { number: threeDigits(us / 3600e6), unit: 'h' }
}

/** A size: exact bytes below ten thousand, then decimal units. */
export function measureBytes(bytes: number): Measure {
  if (bytes < 9999.5) return { number: writeCount(bytes), unit: 'B' }
  if (bytes < 999_500) return { number: threeDigits(bytes / 1e3), unit: 'kB' }
  if (bytes < 999_500_000) return { number: threeDigits(bytes / 1e6), unit: 'MB' }
  return { number: threeDigits(bytes / 1e9), unit: 'GB' }
}

function threeDigits(value: number): string {
  const size = Math.abs(value)
  return size >= 99.95 ? writeCount(value) : String(Number(value.toPrecision(3)))
}

/** Virtual time as a clock: `03:00.000`, with hours from one hour on. */
export function writeClock(us: number, decimals: 0 | 1 | 3 = 3): string {
  const unit = 10 ** (6 - decimals)
  const total = Math.floor(us / unit) * unit
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const hours = Math.floor(total / 3.6e9)
  const minutes = pad((total % 3.6e9) / 60e6)
  const seconds = pad((total % 60e6) / 1e6)
  const rest = String(Math.floor((total % 1e6) / unit)).padStart(decimals, '0')
  const clock = `${minutes}:${seconds}${decimals === 0 ? '' : `.${rest}`}`
  return hours > 0 ? `${pad(hours)}:${clock}` : clock
}
