/**
 * A choice among weighted alternatives in constant time: two numbers per alternative [Walker's alias method].
 */
export class WeightedChoice {
  declare readonly count: number
  declare private readonly keep: Float64Array
  declare private readonly other: Int32Array

  /** Weights are positive and at least one. */
  constructor(weights: readonly number[]) {
    this.count = weights.length
    this.keep = new Float64Array(weights.length).fill(1)
    this.other = Int32Array.from(weights, (_, index) => index)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const scaled = Float64Array.from(weights, (weight) => (weight * weights.length) / total)
    const small: number[] = []
    const large: number[] = []
    scaled.forEach((share, index) => {
      if (share < 1) small.push(index)
      else large.push(index)
    })
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!
      const rich = large.at(-1)!
      this.keep[poor] = scaled[poor]!
      this.other[poor] = rich
      scaled[rich] = scaled[rich]! + scaled[poor]! - 1
      if (scaled[rich]! < 1) small.push(large.pop()!)
    }
  }

  /** The alternative that a uniform number in [0, 1) stands for. */
  at(uniform: number): number {
    const place = uniform * this.count
    const index = Math.floor(place)
    return place - index < this.keep[index]! ? index : this.other[index]!
  }
}
