import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'

/**
 * One exchange type: answers which destinations a routing key and headers lead to. A destination is a queue id, or
 * `~id` of an exchange. Bindings arrive checked and unique by (destination, key, arguments).
 */
export interface Router {
  bind(destination: number, key: string, args: FieldTable): void
  unbind(destination: number, key: string, args: FieldTable): void
  /** Adds every destination of a bound match to `found`. */
  route(key: string, headers: FieldTable, found: Destinations): void
}
