/** Hints about where messages of a sound scenario end up: lost, piling up, or going round in circles. */
import { hostSentences } from './host-sentences.ts'
import { teller } from './said.ts'
import type { ConsumerSpec, Scenario, ServiceTime } from './scenario.ts'
import { checkCircles } from './scenario-file-circles.ts'
import { fieldOf, placeOf, quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { Origins } from './scenario-file-read.ts'
import { losesByItself, type Routes } from './scenario-file-routes.ts'
import { emptyTable } from './topology.ts'

const { tell } = teller(hostSentences)

/** What the producers of a scenario bring to each queue. */
interface Flow {
  readonly arrivalsPerSecond: ReadonlyMap<string, number>
  /** Routing keys seen in each queue. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>
}

export function checkFlow(
  scenario: Scenario,
  origins: Origins,
  routes: Routes,
  problems: Problems,
): void {
  const flow = followProducers(scenario, origins, routes, problems)
  const targets = deadLetterTargets(scenario, flow, routes)
  checkEnd(scenario, origins, problems)
  // What loses messages comes first: a list of problems is cut at a hundred.
  checkCircles(scenario.topology, origins, targets, problems)
  checkConsumers(scenario, origins, flow, targets, problems)
}

function followProducers(
  scenario: Scenario,
  origins: Origins,
  routes: Routes,
  problems: Problems,
): Flow {
  const arrivalsPerSecond = new Map<string, number>()
  const keys = new Map<string, Set<string>>()
  const told = new Set<unknown>()
  for (const [index, producer] of scenario.producers.entries()) {
    const total = producer.keys.reduce((sum, { weight }) => sum + weight, 0)
    const { node } = origins.producers[index]!
    for (const { key, weight } of producer.keys) {
      const queues = routes.queuesFor(producer.exchange, key, producer.headers)
      if (queues.size === 0 && !told.has(node)) {
        told.add(node)
        problems.hint(
          placeOf(node, fieldOf(node, 'key') ? 'key' : 'to'),
          tell(producer.mandatory ? 'hintComeBack' : 'hintLost', {
            producer: quoted(producer.group),
            key: quoted(key),
          }),
        )
      }
      const rate = (producer.arrivals.ratePerSecond * weight) / total
      for (const queue of queues) {
        arrivalsPerSecond.set(queue, (arrivalsPerSecond.get(queue) ?? 0) + rate)
        const seen = keys.get(queue)
        if (seen) seen.add(key)
        else keys.set(queue, new Set([key]))
      }
    }
  }
  return { arrivalsPerSecond, keys }
}

/** The queues each queue's dead letters reach. */
function deadLetterTargets(
  { topology }: Scenario,
  flow: Flow,
  routes: Routes,
): ReadonlyMap<string, ReadonlySet<string>> {
  const targets = new Map<string, ReadonlySet<string>>()
  for (const { name, arguments: set } of topology.queues) {
    if (set.deadLetterExchange === null) continue
    const replaced = set.deadLetterRoutingKey
    const keys = replaced === null ? (flow.keys.get(name) ?? []) : [replaced]
    const reached = new Set<string>()
    for (const key of keys) {
      const queues = routes.queuesFor(set.deadLetterExchange, key, emptyTable)
      for (const queue of queues) reached.add(queue)
    }
    targets.set(name, reached)
  }
  return targets
}

function checkEnd({ durationUs, producers }: Scenario, origins: Origins, problems: Problems): void {
  const index = producers.findIndex(({ messagesMax }) => messagesMax === null)
  if (durationUs !== null || index === -1) return
  problems.hint(
    origins.producers[index]!.at,
    tell('hintNoEnd', { producer: quoted(producers[index]!.name) }),
  )
}

function meanUs(service: ServiceTime): number {
  return service.law === 'uniform' ? (service.minUs + service.maxUs) / 2 : service.meanUs
}

const perSecond = (rate: number) => `${Number(rate.toPrecision(3))}/s`

function checkConsumers(
  { topology, consumers }: Scenario,
  origins: Origins,
  flow: Flow,
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  problems: Problems,
): void {
  const deadLetterQueues = new Set([...targets.values()].flatMap((reached) => [...reached]))
  const byQueue = new Map<string, ConsumerSpec[]>()
  for (const consumer of consumers) {
    const list = byQueue.get(consumer.queue)
    if (list) list.push(consumer)
    else byQueue.set(consumer.queue, [consumer])
  }
  for (const [index, queue] of topology.queues.entries()) {
    const { at } = origins.queues[index]!
    const { name } = queue
    const serving = byQueue.get(name)
    const arrivals = flow.arrivalsPerSecond.get(name) ?? 0
    if (!serving) {
      if (deadLetterQueues.has(name)) {
        problems.hint(at, tell('hintDeadGrows', { queue: quoted(name) }))
      } else if (arrivals > 0 && !losesByItself(queue)) {
        problems.hint(at, tell('hintNoConsumer', { queue: quoted(name) }))
      }
      continue
    }
    const finished = serving.reduce((sum, { service }) => sum + 1e6 / meanUs(service), 0)
    if (arrivals >= finished) {
      problems.hint(
        at,
        tell('hintGrows', {
          queue: quoted(name),
          arrivals: perSecond(arrivals),
          finished: perSecond(finished),
        }),
      )
    }
  }
}
