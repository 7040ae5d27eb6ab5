/** The loaded run as an explorer sees a broker: rows, details and messages, in the broker's own words. */
import { type Death, deathHeaders } from '#core/engine/death.ts'
import type { ExchangeRow, QueueDetail, QueueRow } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { argumentsInEffect, PoliciesInEffect, topologyInEffect } from '#core/model/in-effect.ts'
import type { BrowsedMessage, Properties } from '#core/model/message.ts'
import { noProperties } from '#core/model/message.ts'
import { predeclared } from '#core/model/predeclared.ts'
import { queueArguments } from '#core/model/queue-arguments.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { Simulation } from '#core/simulation/simulation.ts'
import type { SeenMessage } from '#core/simulation/visits.ts'

/** The one virtual host of a run. */
const virtualHost = '/'

export function exploredQueues(simulation: Simulation): readonly QueueRow[] {
  const deadLetters = deadLetterTargets(simulation)
  return simulation.description.queues.map((name, queue) => ({
    virtualHost,
    queue: name,
    type: simulation.broker.typeOf(queue),
    ready: simulation.broker.ready(queue),
    unacked: simulation.broker.unacked(queue),
    consumers: simulation.broker.consumerCount(queue),
    deadLetters: deadLetters.has(name),
  }))
}

export function exploredExchanges(simulation: Simulation): readonly ExchangeRow[] {
  const { exchanges, bindings } = simulation.description.scenario.topology
  const types = new Map([...predeclared, ...exchanges].map(({ name, type }) => [name, type]))
  return simulation.description.exchanges.map((exchange) => ({
    virtualHost,
    exchange,
    type: types.get(exchange)!,
    bindings: bindings.filter(({ from }) => from === exchange).length,
  }))
}

/** Fails `not-found`. */
export function exploredQueue(simulation: Simulation, name: string): QueueDetail {
  const row = exploredQueues(simulation).find(({ queue }) => queue === name)
  const { topology, policies } = simulation.description.scenario
  const { queues, bindings } = topology
  const spec = queues.find((queue) => queue.name === name)
  if (row === undefined || spec === undefined) {
    throw new Failure('not-found', `There is no queue called "${name}" in this run.`)
  }
  const pair = new PoliciesInEffect(policies).ofQueue(spec)
  const { user, operator } = pair
  const inEffect = { ...spec, arguments: argumentsInEffect(spec.arguments, pair) }
  return {
    ...row,
    durable: spec.durable,
    policy: user?.name ?? operator?.name ?? null,
    arguments: queueArguments(inEffect).map(([argument, value]) => ({ name: argument, value })),
    bindings: [
      { exchange: '', key: name },
      ...bindings
        .filter(({ to, toExchange }) => to === name && !toExchange)
        .map(({ from, key }) => ({ exchange: from, key })),
    ],
  }
}

/** A message of a look; `position` counts from 1 at the head. */
export function exploredMessage(seen: SeenMessage, position: number): BrowsedMessage {
  const { published, letter } = seen
  const body = letter?.body ?? seen.text ?? ''
  const bodyBase64 = published?.bodyBase64 ?? Buffer.from(body).toString('base64')
  return {
    position,
    exchange: seen.exchange,
    routingKey: seen.routingKey,
    redelivered: seen.redelivered,
    properties: withCounts(
      withDeaths(published?.properties ?? letter?.properties ?? ownProperties(seen), seen.deaths),
      seen.counts,
    ),
    bodyBase64,
    sizeBytes: seen.template.sizeBytes,
    complete: true,
  }
}

function ownProperties({ template, messageId }: SeenMessage): Properties {
  return {
    ...noProperties,
    contentType: 'application/json',
    headers: template.headers,
    deliveryMode: template.persistent ? 2 : 1,
    priority: template.priority,
    expiration: template.expirationMs === null ? null : String(template.expirationMs),
    messageId: String(messageId),
  }
}

/** A dead letter carries its history in its headers, and has lost its own expiration. */
function withDeaths(properties: Properties, deaths: readonly Death[]): Properties {
  if (deaths.length === 0) return properties
  const first = deaths.reduce((one, other) => (other.timeUs < one.timeUs ? other : one))
  const history = deathHeaders({ deaths, first, failed: 0 }, true)
  return {
    ...properties,
    expiration: null,
    headers: { fields: [...properties.headers.fields, ...history.fields] },
  }
}

/** What a quorum queue tells of earlier deliveries. */
function withCounts(properties: Properties, counts: FieldTable): Properties {
  if (counts.fields.length === 0) return properties
  const fields = [...properties.headers.fields, ...counts.fields]
  return { ...properties, headers: { fields } }
}

/** Queues that some queue's dead letters can reach: through the default exchange by name, or through a binding. */
function deadLetterTargets(simulation: Simulation): ReadonlySet<string> {
  const { topology, policies } = simulation.description.scenario
  const { queues, bindings } = topologyInEffect(topology, policies)
  const targets = new Set<string>()
  for (const { name, arguments: given } of queues) {
    const { deadLetterExchange, deadLetterRoutingKey } = given
    if (deadLetterExchange === '') targets.add(deadLetterRoutingKey ?? name)
    else if (deadLetterExchange !== null) {
      for (const { from, to, toExchange } of bindings) {
        if (from === deadLetterExchange && !toExchange) targets.add(to)
      }
    }
  }
  return targets
}
