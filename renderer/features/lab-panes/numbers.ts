import { writePercent } from '#renderer/ui/number.ts'

/** A share 0..1 in per cent, with the decimals small ones need: `0`, `0.25`, `5.0`, `97`. */
export function writeShare(share: number): string {
  if (share === 0) return '0'
  return writePercent(share, share < 0.01 ? 2 : share < 0.1 ? 1 : 0)
}
