/** What a broker would answer to a scenario that is well written, and what its author may not have meant. */
import { hostSentences } from './host-sentences.ts'
import { teller } from './said.ts'
import type { Expectation, FaultSpec, Scenario } from './scenario.ts'
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
  const routes = new Routes(scenario.topology)
  checkNames(scenario, origins, problems)
  checkTopology(scenario.topology, origins, routes, problems)
  checkActors(scenario, origins, routes, problems)
  checkFaults(scenario, origins, problems)
  checkExpectations(scenario, origins, problems)
  if (problems.errors === 0) checkFlow(scenario, origins, routes, problems)
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

/** Everything an actor may be called by: its own name or its group's. */
const calledBy = (actors: readonly { readonly name: string; readonly group: string }[]) =>
  new Set(actors.flatMap(({ name, group }) => [name, group]))

function checkFaults(scenario: Scenario, origins: Origins, problems: Problems): void {
  const producers = calledBy(scenario.producers)
  const consumers = calledBy(scenario.consumers)
  const target = (fault: FaultSpec) => ('consumer' in fault ? fault.consumer : fault.producer)
  for (const [index, fault] of scenario.faults.entries()) {
    const { node } = origins.faults[index]!
    const [role, known] =
      'consumer' in fault ? (['consumer', consumers] as const) : (['producer', producers] as const)
    if (!known.has(target(fault))) {
      problems.error(
        placeOf(node, fault.kind),
        `Fault ${index + 1}: there is no ${role} ${quoted(target(fault))} to ${fault.kind}; ${suggestion(target(fault), known, problems)}`,
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
