/** The steps of the speed slider: a log scale of virtual seconds per wall second, and as fast as possible at its end. */
import type { Speed } from '#core/model/run.ts'

export const speeds: readonly Speed[] = [
  0.01,
  0.02,
  0.05,
  0.1,
  0.2,
  0.5,
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1000,
  'max',
]

/** Step that stands for a speed: the nearest below. */
export function speedStep(speed: Speed): number {
  if (speed === 'max') return speeds.length - 1
  const above = speeds.findIndex((step) => step === 'max' || step > speed * 1.0001)
  return Math.max(0, above - 1)
}

/** Whole powers of ten and the end have a tick. */
export const speedTicks: readonly number[] = speeds.flatMap((speed, step) =>
  speed === 'max' || Number.isInteger(Math.log10(speed)) ? [step] : [],
)

/** `1×`, `1/100×`, `50×`. */
export function writeSpeed(speed: number): string {
  return speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`
}
