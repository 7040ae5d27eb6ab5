import { RandomStreams } from '#core/simulation/random.ts'
import type { Contestant } from './rounds.ts'

const tableMask = 4095

/**
 * Hold model on the barest agenda that keeps an order: a 4-ary heap of (time, actor) whose top is replaced by the actor's
 * next event. Nothing can be cancelled or looked up. Unit: one event.
 */
export class BareHeap implements Contestant {
  readonly name = 'bare heap'
  readonly #steps = new Float64Array(tableMask + 1)
  readonly #times: Float64Array
  readonly #actors: Int32Array

  constructor(actors: number) {
    const random = new RandomStreams(1)
    const stream = random.open('steps')
    for (let i = 0; i <= tableMask; i++) {
      this.#steps[i] = Math.ceil(random.exponential(stream) * 1_000_000)
    }
    // All at time 0 with actors in order is a heap already.
    this.#times = new Float64Array(actors)
    this.#actors = Int32Array.from({ length: actors }, (_, actor) => actor)
  }

  run(count: number): number {
    const times = this.#times
    const steps = this.#steps
    for (let i = 0; i < count; i++) this.#replaceTop(times[0]! + steps[i & tableMask]!)
    return count
  }

  #replaceTop(timeUs: number): void {
    const times = this.#times
    const actors = this.#actors
    const size = times.length
    const actor = actors[0]!
    let at = 0
    for (;;) {
      let child = 4 * at + 1
      if (child >= size) break
      let least = child
      let leastUs = times[child]!
      const end = Math.min(child + 4, size)
      for (child += 1; child < end; child += 1) {
        const childUs = times[child]!
        if (childUs < leastUs || (childUs === leastUs && actors[child]! < actors[least]!)) {
          least = child
          leastUs = childUs
        }
      }
      if (timeUs < leastUs || (timeUs === leastUs && actor < actors[least]!)) break
      times[at] = leastUs
      actors[at] = actors[least]!
      at = least
    }
    times[at] = timeUs
    actors[at] = actor
  }
}
