/** Lengths of time as streams write them: a number and one unit. [RabbitMQ: Streams] */

const secondsOf: Readonly<Record<string, number>> = {
  Y: 31_536_000,
  M: 2_592_000,
  D: 86_400,
  h: 3600,
  m: 60,
  s: 1,
}

/** What reads as such a length. */
export const intervalPattern = '^[0-9]{1,9}[YMDhms]$'

/** Seconds in `7D`, `12h`, as `x-max-age` and `x-stream-offset` are written; null when it is none. */
export function intervalS(text: string): number | null {
  const [, digits, unit] = /^(\d{1,9})([YMDhms])$/.exec(text) ?? []
  return digits === undefined || unit === undefined ? null : Number(digits) * secondsOf[unit]!
}

/** The same the other way, in the largest unit that is exact; a month and a year are days here. */
export function writeInterval(seconds: number): string {
  const unit = ['D', 'h', 'm'].find((each) => seconds > 0 && seconds % secondsOf[each]! === 0)
  return unit === undefined ? `${seconds}s` : `${seconds / secondsOf[unit]!}${unit}`
}
