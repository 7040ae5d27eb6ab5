import { writeCount } from '#renderer/ui/number.ts'

/** A change: `+50`, `−2`, and `±0` where zero is what was promised. */
export function signed(change: number): string {
  if (change === 0) return '±0'
  return change > 0 ? `+${writeCount(change)}` : `−${writeCount(-change)}`
}
