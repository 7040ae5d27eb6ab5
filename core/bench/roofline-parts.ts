import { Clock } from '#core/model/clock.ts'
import { Agenda } from '#core/simulation/agenda.ts'
import { RandomStreams } from '#core/simulation/random.ts'
import { WeightedChoice } from '#core/simulation/weighted-choice.ts'
import type { Contestant } from './rounds.ts'

const tableMask = 4095

/** The same on the simulation's agenda, for comparison only. Unit: one event. */
export class AgendaPart implements Contestant {
  readonly name = 'agenda'
  readonly #agenda: Agenda
  readonly #steps = new Float64Array(tableMask + 1)

  constructor(actors: number) {
    const random = new RandomStreams(1)
    const stream = random.open('steps')
    for (let i = 0; i <= tableMask; i++) {
      this.#steps[i] = Math.ceil(random.exponential(stream) * 1_000_000)
    }
    this.#agenda = new Agenda(actors, new Clock())
    for (let actor = 0; actor < actors; actor++) {
      this.#agenda.schedule(actor, this.#steps[actor & tableMask]!)
    }
  }

  run(count: number): number {
    const agenda = this.#agenda
    for (let i = 0; i < count; i++) {
      agenda.seek()
      const { nextUs } = agenda
      agenda.schedule(agenda.take(), nextUs + this.#steps[i & tableMask]!)
    }
    return count
  }
}

/** One exponential number from one of a hundred streams in turn. */
export class ExponentialPart implements Contestant {
  readonly name = 'exponential'
  readonly #random = new RandomStreams(2)
  readonly #streams = Array.from({ length: 128 }, (_, i) => this.#random.open(`stream ${i}`))
  sum = 0

  run(count: number): number {
    let sum = 0
    for (let i = 0; i < count; i++) sum += this.#random.exponential(this.#streams[i & 127]!)
    this.sum = sum
    return count
  }
}

/** One key drawn among ten and looked up in a table of routes by key. */
export class RoutePart implements Contestant {
  readonly name = 'key and route'
  readonly #random = new RandomStreams(3)
  readonly #stream = this.#random.open('keys')
  readonly #choice = new WeightedChoice(new Array(10).fill(1))
  readonly #routes = Array.from({ length: 10 }, (_, key) => [key])
  sum = 0

  run(count: number): number {
    let sum = 0
    for (let i = 0; i < count; i++) {
      sum += this.#routes[this.#choice.at(this.#random.uniform(this.#stream))]![0]!
    }
    this.sum = sum
    return count
  }
}
