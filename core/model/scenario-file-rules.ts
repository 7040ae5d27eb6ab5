/** What a broker would answer to a scenario that is well written, and what its author may not have meant. */
import { matcherOf } from './definitions-pattern.ts'
import { hostSentences } from './host-sentences.ts'
import { topologyInEffect } from './in-effect.ts'
import { teller } from './said.ts'
import { actorOf, type Expectation, type Scenario } from './scenario.ts'
import { checkFlow } from './scenario-file-flow.ts'
import { checkNames } from './scenario-file-names.ts'
import { placeOf, quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { Origins } from './scenario-file-read.ts'
import { Routes } from './scenario-file-routes.ts'
import { checkTopology, suggestion } from './scenario-file-topology.ts'
import { formatDurationUs } from './units.ts'

const { tell } = teller(hostSentences)

/** Errors are what the broker refuses or what cannot be resolved; everything else is a hint. */
export function checkScenario(scenario: Scenario, origins: Origins, problems: Problems): void {
  const { policies } = scenario
  const topology = topologyInEffect(scenario.topology, policies)
  const routes = new Routes(topology)
  checkNames(scenario, origins, problems)
  checkTopology(scenario.topology, origins, routes, problems)
  checkActors(scenario, origins, routes, problems)
  checkConsumers(scenario, origins, problems)
  checkPolicies(scenario, origins, problems)
  checkFaults(scenario, origins, problems)
  checkExpectations(scenario, origins, problems)
  if (problems.errors === 0) checkFlow({ ...scenario, topology }, origins, routes, problems)
}

function checkActors(
  { topology, producers, consumers }: Scenario,
  origins: Origins,
  routes: Routes,
  problems: Problems,
): void {
  const exchanges = topology.exchanges.map(({ name }) => name)
  const queues = new Set(topology.queues.map(({ name }) => name))
  const internal = new Set(
    topology.exchanges.filter((each) => each.internal).map(({ name }) => name),
  )
  // One entry may stand for thousands of actors: it is judged once.
  const judged = new Set<unknown>()
  for (const [index, producer] of producers.entries()) {
    const { node } = origins.producers[index]!
    if (judged.has(node)) continue
    judged.add(node)
    const subject = `Producer ${quoted(producer.group)}`
    const { exchange } = producer
    if (!routes.hasExchange(exchange)) {
      problems.error(
        placeOf(node, 'to'),
        `${subject}: there is no exchange ${quoted(exchange)}, so the broker answers 404; ${suggestion(exchange, exchanges, problems)}`,
      )
    } else if (internal.has(exchange)) {
      problems.error(
        placeOf(node, 'to'),
        `${subject}: the exchange ${quoted(exchange)} is internal, so the broker answers 403: publish to one that leads to it.`,
      )
    }
    if (producer.confirmWindow !== null && !producer.confirms) {
      problems.hint(
        placeOf(node, 'confirmWindow'),
        tell('hintConfirmWindow', { producer: quoted(producer.group) }),
      )
    }
  }
  for (const [index, consumer] of consumers.entries()) {
    const { node } = origins.consumers[index]!
    if (judged.has(node)) continue
    judged.add(node)
    const subject = `Consumer ${quoted(consumer.group)}`
    if (!queues.has(consumer.queue)) {
      problems.error(
        placeOf(node, 'from'),
        `${subject}: there is no queue ${quoted(consumer.queue)}, so the broker answers 404; ${suggestion(consumer.queue, queues, problems)}`,
      )
    }
    if (consumer.autoAck && consumer.prefetch > 0) {
      problems.hint(
        placeOf(node, 'prefetch'),
        tell('hintPrefetch', { consumer: quoted(consumer.group) }),
      )
    }
  }
}

/** What a broker answers to a subscription because of the type of its queue, and what means nothing there. */
function checkConsumers(
  { topology, consumers }: Scenario,
  origins: Origins,
  problems: Problems,
): void {
  const streams = new Set(
    topology.queues.filter(({ type }) => type === 'stream').map(({ name }) => name),
  )
  const judged = new Set<unknown>()
  for (const [index, consumer] of consumers.entries()) {
    const { node } = origins.consumers[index]!
    if (judged.has(node)) continue
    judged.add(node)
    const { group, queue, streamOffset } = consumer
    const subject = `Consumer ${quoted(group)}`
    if (!streams.has(queue)) {
      if (streamOffset !== null) {
        problems.hint(
          placeOf(node, 'x-stream-offset'),
          tell('hintStreamOffset', { consumer: quoted(group) }),
        )
      }
      continue
    }
    if (consumer.autoAck) {
      problems.error(
        placeOf(node, 'ack'),
        `${subject}: a stream is consumed with acks only, the broker answers 540: remove ack: auto.`,
      )
    }
    if (consumer.prefetch === 0) {
      problems.error(
        placeOf(node, 'prefetch'),
        `${subject}: a stream is consumed with a limit only, the broker answers 406: add prefetch: 100.`,
      )
    }
    if (consumer.failure.probability > 0) {
      problems.hint(placeOf(node, 'fail'), tell('hintStreamFailure', { consumer: quoted(group) }))
    }
  }
}

function checkPolicies(
  { topology, policies }: Scenario,
  origins: Origins,
  problems: Problems,
): void {
  const names = [...topology.queues, ...topology.exchanges].map(({ name }) => name)
  for (const [index, { name, pattern, definition }] of policies.entries()) {
    const { node } = origins.policies[index]!
    const matches = matcherOf(pattern)
    if (matches === null) {
      problems.error(
        placeOf(node, 'pattern'),
        `Policy ${quoted(name)}: its pattern cannot be tried safely: use a regular expression with at most two repeats.`,
      )
    } else if (Object.keys(definition).length === 0) {
      problems.error(
        placeOf(node, 'definition'),
        `Policy ${quoted(name)}: its definition is empty, the broker answers 400: write what it says, such as max-length: 1000.`,
      )
    } else if (!names.some(matches)) {
      problems.hint(placeOf(node, 'pattern'), tell('hintPolicyIdle', { policy: quoted(name) }))
    }
  }
}

/** Everything an actor may be called by: its own name or its group's. */
const calledBy = (actors: readonly { readonly name: string; readonly group: string }[]) =>
  new Set(actors.flatMap(({ name, group }) => [name, group]))

function checkFaults(scenario: Scenario, origins: Origins, problems: Problems): void {
  const producers = calledBy(scenario.producers)
  const consumers = calledBy(scenario.consumers)
  for (const [index, fault] of scenario.faults.entries()) {
    const { node } = origins.faults[index]!
    const target = actorOf(fault)
    const [role, known] =
      'consumer' in fault ? (['consumer', consumers] as const) : (['producer', producers] as const)
    if (target !== null && !known.has(target)) {
      problems.error(
        placeOf(node, fault.kind),
        `Fault ${index + 1}: there is no ${role} ${quoted(target)} to ${fault.kind}; ${suggestion(target, known, problems)}`,
      )
    }
    const end = scenario.durationUs
    if (end !== null && fault.atUs > end) {
      problems.hint(
        placeOf(node, 'at'),
        `Fault ${index + 1}: it would begin at ${formatDurationUs(fault.atUs)}, after the run ends at ${formatDurationUs(end)}.`,
      )
    }
  }
}

function checkExpectations(scenario: Scenario, origins: Origins, problems: Problems): void {
  const names: Record<Expectation['of'], ReadonlySet<string>> = {
    queue: new Set(scenario.topology.queues.map(({ name }) => name)),
    producer: new Set(scenario.producers.map(({ name }) => name)),
    consumer: new Set(scenario.consumers.map(({ name }) => name)),
  }
  for (const [index, { of, name, atLeast, atMost }] of scenario.expectations.entries()) {
    const { node } = origins.expectations[index]!
    const subject = `Expectation ${index + 1}`
    if (!names[of].has(name)) {
      problems.error(
        placeOf(node, of),
        `${subject}: there is no ${of} ${quoted(name)}; ${suggestion(name, names[of], problems)}`,
      )
    }
    if (atLeast === null && atMost === null) {
      problems.error(
        node.at,
        `${subject}: it says nothing without a bound: write atLeast, atMost or both.`,
      )
    } else if (atLeast !== null && atMost !== null && atLeast > atMost) {
      problems.error(
        placeOf(node, 'atLeast'),
        `${subject}: it can never hold, because ${atLeast} is more than ${atMost}: swap the bounds.`,
      )
    }
  }
}
