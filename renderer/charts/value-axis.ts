/** Domains and ticks of a band's values: round, and held still while the values stay inside. */

export interface ValueDomain {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
}

const tops = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
const tickSteps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]

/** From zero to a round number over `max`; three ticks, zero the first. `held` is kept while it still fits. */
export function linearDomain(max: number, whole: boolean, held: ValueDomain | null): ValueDomain {
  const least = whole ? 4 : 1
  const wanted = Math.max(Number.isFinite(max) ? max : 0, least)
  if (held !== null && wanted <= held.to && (wanted > held.to * 0.4 || held.to <= least * 1.5)) {
    return held
  }
  const power = 10 ** Math.floor(Math.log10(wanted * 1.1))
  const to = power * (tops.find((top) => top * power >= wanted * 1.1) ?? 10)
  const stepPower = 10 ** Math.floor(Math.log10(to * 0.47))
  const step =
    stepPower *
    (tickSteps.findLast(
      (nice) => nice * stepPower <= to * 0.47 && (!whole || Number.isInteger(nice * stepPower)),
    ) ?? 1)
  return { from: 0, to, ticks: [0, step, step * 2] }
}

/** More decades than this only show how small nothing is. */
const decadesMax = 4
/** The top is never lower than a thousandth. */
const lowestTop = -3

/** Whole decades around the values; zero, and what is far below the highest, is drawn on the floor. */
export function logDomain(min: number, max: number, held: ValueDomain | null): ValueDomain {
  const high = Number.isFinite(max) && max > 0 ? max : 1
  const low = Number.isFinite(min) ? min : high / 10
  const to = Math.max(lowestTop, Math.ceil(Math.log10(high)))
  const from = Math.min(to - 1, Math.max(Math.floor(Math.log10(low)), to - decadesMax))
  if (
    held !== null &&
    held.from <= 10 ** from &&
    held.to >= 10 ** to &&
    held.to / held.from <= 10 ** (to - from + 1.5)
  ) {
    return held
  }
  const every = Math.ceil((to - from) / 3)
  const ticks = []
  for (let power = from; power <= to; power += every) ticks.push(10 ** power)
  return { from: 10 ** from, to: 10 ** to, ticks }
}
