/** A load for a topology that has none, so that it runs at once: moderate, and the same every time. */

import { limits } from './limits.ts'
import type { ConsumerSpec, ProducerSpec } from './scenario.ts'
import { utf8Bytes } from './scenario-file-kind.ts'
import { Routes } from './scenario-file-routes.ts'
import { type BindingSpec, emptyTable, type FieldTable, type Topology } from './topology.ts'

export interface ProposedLoad {
  readonly producers: readonly ProducerSpec[]
  readonly consumers: readonly ConsumerSpec[]
  readonly utilisation: number
  readonly ratePerKey: number
  /** Queues that only dead letters reach, and that therefore have no consumer. */
  readonly deadLetterQueues: number
}

const utilisation = 0.6
/** Of one routing key, when there are few. */
const ratePerKeyMost = 12
/** Of all producers together: a window draws that without effort. */
const rateInAll = 600
const keysMost = 10_000

interface Source {
  readonly exchange: string
  readonly keys: readonly string[]
  readonly headers: FieldTable
}

/** A key a binding lets through: wildcards become words. */
const keyFor = (key: string) => key.replace(/(^|\.)[*#](?=\.|$)/g, '$1any')

function criteriaOf(bindings: readonly BindingSpec[]): FieldTable {
  const fields = new Map(
    bindings.flatMap(({ arguments: set }) => set.fields.filter(([name]) => !name.startsWith('x-'))),
  )
  return { fields: [...fields] }
}

/** Exchanges somebody publishes to: bound ones that lead to queues and are not there for dead letters or strays. */
function sourcesOf(topology: Topology, routes: Routes): Source[] {
  const fallbacks = new Set<string | null>([
    ...topology.queues.map((queue) => queue.arguments.deadLetterExchange),
    ...topology.exchanges.map((exchange) => exchange.alternateExchange),
  ])
  const internal = new Set(
    topology.exchanges.filter((each) => each.internal).map(({ name }) => name),
  )
  const bound = new Map<string, BindingSpec[]>()
  for (const binding of topology.bindings) {
    if (fallbacks.has(binding.from) || internal.has(binding.from)) continue
    const list = bound.get(binding.from)
    if (list) list.push(binding)
    else bound.set(binding.from, [binding])
  }
  const sources: Source[] = []
  for (const [exchange, bindings] of bound) {
    const type = routes.typeOf(exchange)
    const headers = type === 'headers' ? criteriaOf(bindings) : emptyTable
    const keyed = type === 'direct' || type === 'topic'
    const candidates = new Set(
      bindings.map(({ key }) => (keyed ? (type === 'topic' ? keyFor(key) : key) : '')),
    )
    const keys = [...candidates]
      .filter((key) => utf8Bytes(key) <= limits.nameBytes)
      .filter((key) => routes.queuesFor(exchange, key, headers).size > 0)
    if (keys.length > 0) sources.push({ exchange, keys: keys.slice(0, keysMost), headers })
  }
  return sources
}

/** Queues no binding leads to are published to by name, unless they are there for dead letters. */
function unboundSource(topology: Topology, routes: Routes): Source[] {
  const bound = new Set(topology.bindings.filter((each) => !each.toExchange).map(({ to }) => to))
  const targets = new Set<string>()
  for (const { name, arguments: set } of topology.queues) {
    if (set.deadLetterExchange === null) continue
    const key = set.deadLetterRoutingKey ?? name
    for (const queue of routes.queuesFor(set.deadLetterExchange, key, emptyTable)) {
      if (queue !== name) targets.add(queue)
    }
  }
  const keys = topology.queues
    .map(({ name }) => name)
    .filter((name) => !bound.has(name) && !targets.has(name))
  const sources: Source[] = []
  for (let from = 0; from < keys.length; from += keysMost) {
    sources.push({ exchange: '', keys: keys.slice(from, from + keysMost), headers: emptyTable })
  }
  return sources
}

/** Names that are free and fit; what is too long is cut. */
class ActorNames {
  readonly #taken = new Set<string>()

  take(base: string, role: string): string {
    const most = limits.nameBytes - role.length - 8
    let stem = base === '' ? 'default' : base
    while (utf8Bytes(stem) > most) stem = [...stem].slice(0, -1).join('')
    let name = `${stem}.${role}`
    for (let copy = 2; this.#taken.has(name); copy += 1) name = `${stem}.${role}.${copy}`
    this.#taken.add(name)
    return name
  }
}

/** Two digits are enough for a rate somebody will change anyway. */
const rounded = (rate: number) => Number(rate.toPrecision(2))

export function proposeLoad(topology: Topology): ProposedLoad {
  const routes = new Routes(topology)
  const sources = [...sourcesOf(topology, routes), ...unboundSource(topology, routes)]
  const keys = sources.reduce((sum, source) => sum + source.keys.length, 0)
  const ratePerKey = keys === 0 ? 0 : rounded(Math.min(ratePerKeyMost, rateInAll / keys))
  const names = new ActorNames()
  const arrivals = new Map<string, number>()
  const producers = sources.map((source): ProducerSpec => {
    for (const key of source.keys) {
      for (const queue of routes.queuesFor(source.exchange, key, source.headers)) {
        arrivals.set(queue, (arrivals.get(queue) ?? 0) + ratePerKey)
      }
    }
    return producerFor(names.take(source.exchange, 'producer'), source, ratePerKey)
  })
  const fed = topology.queues.filter(({ name }) => arrivals.has(name))
  return {
    producers,
    consumers: fed.map(({ name }) =>
      consumerFor(names.take(name, 'worker'), name, arrivals.get(name)!),
    ),
    utilisation,
    ratePerKey,
    deadLetterQueues: topology.queues.length - fed.length,
  }
}

const link = { latencyUs: 0, bandwidthBytesPerSecond: null }

const producerFor = (name: string, source: Source, ratePerKey: number): ProducerSpec => ({
  name,
  group: name,
  exchange: source.exchange,
  keys: source.keys.map((key) => ({ key, weight: 1 })),
  arrivals: {
    law: 'poisson',
    ratePerSecond: Number((ratePerKey * source.keys.length).toPrecision(12)),
  },
  sizeBytes: 512,
  persistent: true,
  mandatory: false,
  confirms: false,
  confirmWindow: null,
  expirationMs: null,
  priority: null,
  headers: source.headers,
  poisonShare: 0,
  messagesMax: null,
  startAtUs: 0,
  node: 1,
  link,
  body: null,
})

const consumerFor = (name: string, queue: string, arrivalsPerSecond: number): ConsumerSpec => ({
  name,
  group: name,
  queue,
  prefetch: 10,
  autoAck: false,
  priority: 0,
  exclusive: false,
  streamOffset: null,
  service: { law: 'exponential', meanUs: Math.round((utilisation / arrivalsPerSecond) * 1e6) },
  failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: null },
  crash: { probability: 0, restartAfterUs: null },
  ackTimeoutUs: null,
  startAtUs: 0,
  node: 1,
  link,
})
