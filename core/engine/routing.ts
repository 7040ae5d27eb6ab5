import type { FieldTable } from '#core/model/topology.ts'
import type { Engine } from './engine.ts'
import type { Route } from './route.ts'
import type { Topology } from './topology.ts'

/** The envelope of a combination, made at first use. */
export function envelopeOf(
  engine: Engine,
  exchange: number,
  key: number,
  template: number,
): number {
  const known = engine.envelopes.find(exchange, key, template)
  if (known >= 0) return known
  const { internal } = engine.topology.exchanges[exchange]!.spec
  const row = engine.templates.row(template)
  const passing = engine.keys.isPassing(key) || engine.templates.isPassing(template)
  return engine.envelopes.add(exchange, internal, key, template, row.template, passing)
}

/** Where an envelope goes now. Remembered until the topology changes. */
export function routeOf(engine: Engine, envelope: number): Route {
  const { envelopes, topology } = engine
  if (envelopes.isRouted(envelope, topology.epoch)) return envelopes.route(envelope)
  const route = routeByKey(engine, envelope)
  envelopes.setRoute(envelope, route, topology.epoch)
  return route
}

/** Where an envelope would go with some more headers. Remembered nowhere. */
export function routeAnew(engine: Engine, envelope: number, more: FieldTable): Route {
  const { envelopes, templates, topology } = engine
  const { template, routingKeys } = templates.row(envelopes.template(envelope))
  const key = engine.keys.name(envelopes.key(envelope))
  const headers = { fields: [...template.headers.fields, ...more.fields] }
  return walk(topology, envelopes.exchange(envelope), [key, ...routingKeys], headers)
}

/** Without headers the key alone decides, so templates share the answer of their exchange. */
function routeByKey(engine: Engine, envelope: number): Route {
  const { envelopes, templates, topology } = engine
  const { template, routingKeys } = templates.row(envelopes.template(envelope))
  const keyId = envelopes.key(envelope)
  const key = engine.keys.name(keyId)
  const exchange = envelopes.exchange(envelope)
  if (template.headers.fields.length > 0 || routingKeys.length > 0) {
    return walk(topology, exchange, [key, ...routingKeys], template.headers)
  }
  const routes = topology.exchanges[exchange]!.routes
  const known = routes.get(keyId, topology.epoch)
  if (known) return known
  const route = walk(topology, exchange, [key], template.headers)
  routes.set(keyId, route)
  return route
}

/**
 * Asks the exchange, then the exchanges bound to it, each once. An exchange that itself produced nothing hands on to its
 * alternate exchange; one whose bound exchange matched but went nowhere does not. [RabbitMQ: Alternate Exchanges]
 */
function walk(
  topology: Topology,
  from: number,
  keys: readonly string[],
  headers: FieldTable,
): Route {
  const found = topology.destinations
  found.clear()
  found.add(~from)
  let byHeaders = false
  for (let i = 0; i < found.exchanges.length; i++) {
    const exchange = topology.exchanges[found.exchanges[i]!]!
    const before = found.named
    for (const key of keys) exchange.router.route(key, headers, found)
    byHeaders ||= exchange.spec.type === 'headers'
    if (found.named === before && exchange.alternateExchange !== null) {
      const alternate = topology.exchangeId(exchange.alternateExchange)
      if (alternate >= 0) found.add(~alternate)
    }
  }
  return { queues: found.queues.toSorted((a, b) => a - b), byHeaders }
}
