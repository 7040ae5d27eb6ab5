import type { ExchangeObserver } from '#core/engine/observer.ts'
import type { Route } from '#core/engine/route.ts'
import type { ExchangeSpec } from '#core/model/topology.ts'
import type { Binding } from './binding.ts'
import type { Router } from './router.ts'

/** Keys an exchange remembers the way of; beyond it starts over. About 8 MB at most. */
const routesMax = 65_536

export class Exchange {
  readonly id: number
  readonly spec: ExchangeSpec
  readonly router: Router
  readonly observer: ExchangeObserver
  /** Bindings this exchange is the source of. */
  readonly bindings = new Set<Binding>()
  readonly routes = new RouteMemory()
  deleted = false
  /** Where unroutable messages go, policies included; null is nowhere. */
  alternateExchange: string | null

  constructor(
    id: number,
    spec: ExchangeSpec,
    router: Router,
    observer: ExchangeObserver,
    alternateExchange: string | null,
  ) {
    this.alternateExchange = alternateExchange
    this.id = id
    this.spec = spec
    this.router = router
    this.observer = observer
  }
}

/** Ways by routing key, good for one epoch of the topology. */
class RouteMemory {
  readonly #routes = new Map<number, Route>()
  #epoch = 0

  get(key: number, epoch: number): Route | undefined {
    if (epoch !== this.#epoch) {
      this.#routes.clear()
      this.#epoch = epoch
    }
    return this.#routes.get(key)
  }

  /** A key's number may mean another one from now on. */
  clear(): void {
    this.#routes.clear()
  }

  set(key: number, route: Route): void {
    if (this.#routes.size === routesMax) this.#routes.clear()
    this.#routes.set(key, route)
  }
}
