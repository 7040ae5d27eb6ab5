/** How long something has waited, with decimals that do not jump while it is watched. */
import { type Measure, writeCount } from '#renderer/ui/number.ts'

/** A span of virtual time: `40 ms`, `1.9 s`, `12 min`. */
export function measureAge(us: number): Measure {
  if (us < 999_500) return { number: writeCount(us / 1000), unit: 'ms' }
  if (us < 120e6) return { number: (us / 1e6).toFixed(1), unit: 's' }
  if (us < 7200e6) return { number: writeCount(us / 60e6), unit: 'min' }
  return { number: (us / 3600e6).toFixed(1), unit: 'h' }
}
