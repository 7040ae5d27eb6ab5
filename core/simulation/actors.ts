/** Names to actors: a name is one actor's, or a group's and then stands for all its replicas. */
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'

interface Named {
  readonly name: string
  readonly group: string
}

export class Actors {
  readonly #producers: ReadonlyMap<string, readonly number[]>
  readonly #consumers: ReadonlyMap<string, readonly number[]>

  constructor(scenario: Scenario) {
    this.#producers = byName(scenario.producers)
    this.#consumers = byName(scenario.consumers)
  }

  /** Fails `not-found` when nobody is called so. */
  producers(name: string): readonly number[] {
    return this.#producers.get(name) ?? unknown('producer', name)
  }

  /** Fails `not-found` when nobody is called so. */
  consumers(name: string): readonly number[] {
    return this.#consumers.get(name) ?? unknown('consumer', name)
  }

  isProducer(name: string): boolean {
    return this.#producers.has(name)
  }
}

function byName(actors: readonly Named[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  const add = (name: string, index: number) => {
    const indexes = found.get(name)
    if (indexes === undefined) found.set(name, [index])
    // One actor's names come one after the other.
    else if (indexes.at(-1) !== index) indexes.push(index)
  }
  actors.forEach(({ name, group }, index) => {
    add(name, index)
    add(group, index)
  })
  return found
}

function unknown(kind: 'producer' | 'consumer', name: string): never {
  throw new Failure(
    'not-found',
    `There is no ${kind} called "${name}" in this run. Choose one that the scenario has.`,
  )
}
