import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'
import type { Router } from './router.ts'

/** Routing key and binding key are equal, byte for byte. */
export class DirectRouter implements Router {
  readonly #byKey = new Map<string, number[]>()

  bind(destination: number, key: string): void {
    const bound = this.#byKey.get(key)
    if (bound) bound.push(destination)
    else this.#byKey.set(key, [destination])
  }

  unbind(destination: number, key: string): void {
    const bound = this.#byKey.get(key)!
    bound.splice(bound.indexOf(destination), 1)
    if (bound.length === 0) this.#byKey.delete(key)
  }

  route(key: string, _headers: FieldTable, found: Destinations): void {
    const bound = this.#byKey.get(key)
    if (bound) for (const destination of bound) found.add(destination)
  }
}
