/**
 * What can be done to a draft, as pure functions from scenario to scenario. Producers and consumers are edited by group:
 * the replicas of one are the same thing on the canvas and in the file. A part that is not there changes nothing.
 */
import {
  actorOf,
  type ConsumerSpec,
  type ProducerSpec,
  type Scenario,
} from '#core/model/scenario.ts'
import {
  type ExchangeSpec,
  noArguments,
  type QueueArguments,
  type QueueSpec,
  type QueueType,
  type Topology,
} from '#core/model/topology.ts'
import {
  freeName,
  newConsumer,
  newExchange,
  newProducer,
  newQueue,
  type PartKind,
  replicaNames,
} from './draft-parts.ts'

export interface PartRef {
  readonly kind: PartKind
  /** Of a producer or consumer: its group. */
  readonly name: string
}

/** A new part beside the others; `as` tells a dead-letter queue from a plain one by its name only. */
export function addPart(
  scenario: Scenario,
  as: PartKind | 'deadLetter',
): { readonly scenario: Scenario; readonly part: PartRef } {
  const kind = as === 'deadLetter' ? 'queue' : as
  const stems = {
    producer: 'producer',
    exchange: 'exchange',
    queue: 'queue',
    consumer: 'worker',
    deadLetter: 'dead',
  } as const
  const name = freeName(scenario, kind, stems[as])
  const part = { kind, name }
  const { topology } = scenario
  switch (kind) {
    case 'producer':
      return {
        part,
        scenario: { ...scenario, producers: [...scenario.producers, newProducer(name)] },
      }
    case 'consumer':
      return {
        part,
        scenario: { ...scenario, consumers: [...scenario.consumers, newConsumer(name)] },
      }
    case 'exchange':
      return {
        part,
        scenario: within(scenario, { exchanges: [...topology.exchanges, newExchange(name)] }),
      }
    case 'queue':
      return { part, scenario: within(scenario, { queues: [...topology.queues, newQueue(name)] }) }
  }
}

export const within = (scenario: Scenario, change: Partial<Topology>): Scenario => ({
  ...scenario,
  topology: { ...scenario.topology, ...change },
})

/** Takes a part away, and everything that only makes sense with it: its bindings, the routes that name it, its faults. */
export function removePart(scenario: Scenario, { kind, name }: PartRef): Scenario {
  const { topology, producers, consumers } = scenario
  switch (kind) {
    case 'producer':
      return forgetActors(
        { ...scenario, producers: producers.filter(({ group }) => group !== name) },
        producers.filter(({ group }) => group === name).map((spec) => spec.name),
      )
    case 'consumer':
      return forgetActors(
        { ...scenario, consumers: consumers.filter(({ group }) => group !== name) },
        consumers.filter(({ group }) => group === name).map((spec) => spec.name),
      )
    case 'exchange':
      return within(
        {
          ...scenario,
          producers: producers.map((spec) =>
            spec.exchange === name
              ? { ...spec, exchange: '', keys: [{ key: '', weight: 1 }] }
              : spec,
          ),
        },
        {
          exchanges: topology.exchanges
            .filter((spec) => spec.name !== name)
            .map((spec) =>
              spec.alternateExchange === name ? { ...spec, alternateExchange: null } : spec,
            ),
          bindings: topology.bindings.filter(
            ({ from, to, toExchange }) => from !== name && !(toExchange && to === name),
          ),
          queues: topology.queues.map((spec) =>
            spec.arguments.deadLetterExchange === name ? withoutDeadLetters(spec) : spec,
          ),
        },
      )
    case 'queue':
      return within(
        {
          ...scenario,
          consumers: consumers.map((spec) => (spec.queue === name ? { ...spec, queue: '' } : spec)),
          expectations: scenario.expectations.filter(
            (one) => one.of !== 'queue' || one.name !== name,
          ),
        },
        {
          queues: topology.queues
            .filter((spec) => spec.name !== name)
            .map((spec) => (deadLettersTo(spec, name) ? withoutDeadLetters(spec) : spec)),
          bindings: topology.bindings.filter(({ to, toExchange }) => toExchange || to !== name),
        },
      )
  }
}

/** Faults and expectations of actors that are gone. */
function forgetActors(scenario: Scenario, gone: readonly string[]): Scenario {
  const isGone = (name: string) => gone.includes(name)
  return {
    ...scenario,
    faults: scenario.faults.filter((fault) => {
      const actor = actorOf(fault)
      return actor === null || !isGone(actor)
    }),
    expectations: scenario.expectations.filter((one) => one.of === 'queue' || !isGone(one.name)),
  }
}

export const deadLettersTo = ({ arguments: set }: QueueSpec, queue: string) =>
  set.deadLetterExchange === '' && set.deadLetterRoutingKey === queue

export const withoutDeadLetters = (spec: QueueSpec): QueueSpec => ({
  ...spec,
  arguments: { ...spec.arguments, deadLetterExchange: null, deadLetterRoutingKey: null },
})

export const withArguments = (spec: QueueSpec, change: Partial<QueueArguments>): QueueSpec => ({
  ...spec,
  arguments: { ...spec.arguments, ...change },
})

export const changeQueue = (
  scenario: Scenario,
  name: string,
  change: Partial<QueueArguments>,
): Scenario =>
  within(scenario, {
    queues: scenario.topology.queues.map((spec) =>
      spec.name === name ? withArguments(spec, change) : spec,
    ),
  })

/** Another type: what the broker would refuse with it goes back to the default. [RabbitMQ: 406 of queue.declare] */
export const changeQueueType = (scenario: Scenario, name: string, type: QueueType): Scenario =>
  within(scenario, {
    queues: scenario.topology.queues.map((spec) =>
      spec.name === name
        ? { ...withArguments(spec, foreignTo(type)), ...flagsOf(spec, type), type }
        : spec,
    ),
  })

function foreignTo(type: QueueType): Partial<QueueArguments> {
  const { maxAgeS, maxSegmentBytes } = noArguments
  if (type === 'stream') {
    const { maxLengthBytes: _, maxAgeS: _age, maxSegmentBytes: _size, ...foreign } = noArguments
    return foreign
  }
  if (type === 'quorum') return { maxPriority: null, maxAgeS, maxSegmentBytes }
  const { deliveryLimit, deadLetterStrategy, consumerTimeoutMs } = noArguments
  const { delayedRetryType, delayedRetryMinMs, delayedRetryMaxMs } = noArguments
  return {
    maxAgeS,
    maxSegmentBytes,
    deliveryLimit,
    deadLetterStrategy,
    consumerTimeoutMs,
    delayedRetryType,
    delayedRetryMinMs,
    delayedRetryMaxMs,
  }
}

function flagsOf(spec: QueueSpec, type: QueueType) {
  const { durable, exclusive, autoDelete } = spec
  return type !== 'classic'
    ? { durable: true, exclusive: false, autoDelete: false }
    : { durable, exclusive, autoDelete }
}

export const changeQueueFlags = (
  scenario: Scenario,
  name: string,
  change: Partial<Pick<QueueSpec, 'durable' | 'exclusive' | 'autoDelete'>>,
): Scenario =>
  within(scenario, {
    queues: scenario.topology.queues.map((spec) =>
      spec.name === name ? { ...spec, ...change } : spec,
    ),
  })

export const changeExchange = (
  scenario: Scenario,
  name: string,
  change: Partial<Omit<ExchangeSpec, 'name'>>,
): Scenario =>
  within(scenario, {
    exchanges: scenario.topology.exchanges.map((spec) =>
      spec.name === name ? { ...spec, ...change } : spec,
    ),
  })

export const changeProducers = (
  scenario: Scenario,
  group: string,
  change: Partial<Omit<ProducerSpec, 'name' | 'group'>>,
): Scenario => ({
  ...scenario,
  producers: scenario.producers.map((spec) =>
    spec.group === group ? { ...spec, ...change } : spec,
  ),
})

export const changeConsumers = (
  scenario: Scenario,
  group: string,
  change: Partial<Omit<ConsumerSpec, 'name' | 'group'>>,
): Scenario => ({
  ...scenario,
  consumers: scenario.consumers.map((spec) =>
    spec.group === group ? { ...spec, ...change } : spec,
  ),
})

/** As many replicas of an actor as asked for, at its place in the list; all like the first. */
export function setReplicas(
  scenario: Scenario,
  { kind, name: group }: PartRef,
  count: number,
): Scenario {
  const replicate = <Spec extends ProducerSpec | ConsumerSpec>(specs: readonly Spec[]): Spec[] => {
    const first = specs.find((spec) => spec.group === group)
    if (!first) return [...specs]
    const names = replicaNames(group, Math.max(1, count))
    const replicas = names.map((name) => ({ ...first, name }))
    return specs.flatMap((spec) => (spec === first ? replicas : spec.group === group ? [] : [spec]))
  }
  if (kind === 'producer') return { ...scenario, producers: replicate(scenario.producers) }
  if (kind === 'consumer') return { ...scenario, consumers: replicate(scenario.consumers) }
  return scenario
}
