/**
 * Natural logarithm and exponential made of `+ - * /` only. The language leaves the last bit of `Math.log` and `Math.exp`
 * to the machine; these round the same everywhere, so a run hashes the same everywhere.
 */

const double = new Float64Array(1)
/** Little-endian halves of `double`: every machine Node and Chromium run on is little-endian. */
const halves = new Uint32Array(double.buffer)

/** ln 2 in two parts: the first has 32 trailing zero bits, so a whole multiple of it is exact. */
const ln2High = 6.931471803691238e-1
const ln2Low = 1.9082149292705877e-10
const log2e = Math.LOG2E

/** Natural logarithm of a positive, normal number; relative error below 1e-15. */
export function naturalLog(x: number): number {
  double[0] = x
  let exponent = (halves[1]! >>> 20) - 1023
  halves[1] = (halves[1]! & 0xfffff) | 0x3ff00000
  let mantissa = double[0]!
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5
    exponent += 1
  }
  // ln m = 2 artanh s with |s| < 0.172: eleven terms reach the last bit.
  const s = (mantissa - 1) / (mantissa + 1)
  const z = s * s
  let sum = 1 / 21
  sum = sum * z + 1 / 19
  sum = sum * z + 1 / 17
  sum = sum * z + 1 / 15
  sum = sum * z + 1 / 13
  sum = sum * z + 1 / 11
  sum = sum * z + 1 / 9
  sum = sum * z + 1 / 7
  sum = sum * z + 1 / 5
  sum = sum * z + 1 / 3
  return exponent * ln2High + (2 * s + (2 * s * z * sum + exponent * ln2Low))
}

/** e to the power x for |x| <= 700; relative error below 1e-15. Beyond that it saturates. */
export function exponentialOf(x: number): number {
  const bounded = x > 700 ? 700 : x < -700 ? -700 : x
  const power = Math.floor(bounded * log2e + 0.5)
  const r = bounded - power * ln2High - power * ln2Low
  // |r| <= 0.347: fourteen terms of the series reach the last bit.
  let sum = 1
  for (let term = 13; term >= 1; term -= 1) sum = (sum * r) / term + 1
  double[0] = 1
  halves[1] = (power + 1023) << 20
  return sum * double[0]!
}
