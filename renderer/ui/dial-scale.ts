/** Where a value stands on a dial's track, and which values a dial can take. */
export interface DialScale {
  readonly min: number
  readonly max: number
  /** 0 at the left end, 1 at the right. A value beyond an end stands at it. */
  readonly position: (value: number) => number
  /** The value a person would say there. */
  readonly value: (position: number) => number
}

const inside = (position: number) => Math.min(1, Math.max(0, position))

/** Even steps from `min` to `max`. */
export function linearScale(min: number, max: number, step: number): DialScale {
  return {
    min,
    max,
    position: (value) => inside((value - min) / (max - min)),
    value: (position) => {
      const steps = Math.round((inside(position) * (max - min)) / step)
      return Math.min(max, Number((min + steps * step).toPrecision(12)))
    },
  }
}

/** Even powers of ten, on values of two digits. `min` is positive. */
export function logScale(min: number, max: number): DialScale {
  const span = Math.log(max / min)
  return {
    min,
    max,
    position: (value) => inside(Math.log(Math.max(value, min) / min) / span),
    value: (position) => {
      const value = Number((min * Math.exp(inside(position) * span)).toPrecision(2))
      return Math.min(max, Math.max(min, value))
    },
  }
}

const probes = 400

/** The value some steps away: a step is the smallest move along the track that reaches another value. */
export function stepFrom(scale: DialScale, value: number, steps: number): number {
  const direction = Math.sign(steps)
  let at = scale.position(value)
  let reached = value
  for (let step = 0; step < Math.abs(steps); step++) {
    let probe = at
    do probe = inside(probe + direction / probes)
    while (scale.value(probe) === reached && probe > 0 && probe < 1)
    const next = scale.value(probe)
    // A value between two steps may round back over itself at the first probe.
    if (Math.sign(scale.position(next) - scale.position(reached)) === direction) reached = next
    at = probe
  }
  return reached
}
