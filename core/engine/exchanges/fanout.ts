import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'
import type { Router } from './router.ts'

/** Every bound destination, whatever the key and the headers. */
export class FanoutRouter implements Router {
  readonly #bound: number[] = []

  bind(destination: number): void {
    this.#bound.push(destination)
  }

  unbind(destination: number): void {
    this.#bound.splice(this.#bound.indexOf(destination), 1)
  }

  route(_key: string, _headers: FieldTable, found: Destinations): void {
    for (const destination of this.#bound) found.add(destination)
  }
}
