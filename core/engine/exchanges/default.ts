import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'
import type { Router } from './router.ts'

/** The default exchange: the routing key is the name of a queue. It cannot be bound. [AMQP 0-9-1: default exchange] */
export class DefaultRouter implements Router {
  readonly #queueIds: ReadonlyMap<string, number>

  constructor(queueIds: ReadonlyMap<string, number>) {
    this.#queueIds = queueIds
  }

  bind(): void {}
  unbind(): void {}

  route(key: string, _headers: FieldTable, found: Destinations): void {
    const queue = this.#queueIds.get(key)
    if (queue !== undefined) found.add(queue)
  }
}
