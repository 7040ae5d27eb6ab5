import type { Broker } from '#core/engine/broker.ts'
import type { GuestConsumer, GuestProducer } from '#core/model/guest.ts'
import type { RunDescription } from '#core/model/run.ts'
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import type { Guests } from './guests.ts'

/** Whose numbers mean whom in frames and log. Exchanges and queues as the broker numbers them, its own among them. */
export function descriptionOf(
  scenario: Scenario,
  seed: number,
  runId: number,
  broker: Broker,
): RunDescription {
  return {
    runId,
    loadId: runId,
    scenario,
    seed,
    exchanges: broker.exchangeNames,
    queues: broker.queueNames,
    producers: scenario.producers.map(({ name }) => name),
    consumers: scenario.consumers.map(({ name }) => name),
    guests: null,
  }
}

/** The same of a run with guests, as it is now: what they declared is part of the topology, and they are actors like the scenario's. */
export function descriptionWithGuests(
  base: RunDescription,
  runId: number,
  broker: Broker,
  { actors }: Guests,
): RunDescription {
  const guestProducers = actors.filter((actor) => actor.role === 'producer')
  const guestConsumers = actors.filter((actor) => actor.role === 'consumer')
  const scenario: Scenario = {
    ...base.scenario,
    topology: broker.livingTopology(),
    producers: [...base.scenario.producers, ...guestProducers.map(producerSpecOf)],
    consumers: [...base.scenario.consumers, ...guestConsumers.map(consumerSpecOf)],
  }
  return {
    ...base,
    runId,
    scenario,
    exchanges: [...broker.exchangeNames],
    queues: broker.queueNames.map((name, queue) =>
      broker.isDeleted(queue) ? `${name} (deleted)` : name,
    ),
    producers: scenario.producers.map(({ name }) => name),
    consumers: scenario.consumers.map(({ name }) => name),
    guests: { producers: guestProducers.length, consumers: guestConsumers.length },
  }
}

const noLink = { latencyUs: 0, bandwidthBytesPerSecond: null }

/** A scripted producer that does on average what the guest did so far. */
export function producerSpecOf(guest: GuestProducer): ProducerSpec {
  const { name, exchange, published, bytes, persistent, mandatory, confirms } = guest
  const keys = [...guest.keys].map(([key, weight]) => ({ key, weight }))
  const spanUs = guest.lastUs - guest.firstUs
  const ratePerSecond = spanUs > 0 ? ((published - 1) * 1e6) / spanUs : published > 0 ? 1 : 0
  return {
    name,
    group: name,
    exchange,
    keys: keys.length > 0 ? keys : [{ key: '', weight: 1 }],
    arrivals: { law: 'poisson', ratePerSecond },
    sizeBytes: published > 0 ? Math.round(bytes / published) : 0,
    persistent,
    mandatory,
    confirms,
    confirmWindow: null,
    expirationMs: null,
    priority: null,
    headers: { fields: [] },
    poisonShare: 0,
    messagesMax: null,
    startAtUs: guest.firstUs,
    node: 1,
    link: noLink,
    body: null,
  }
}

/** A scripted consumer that takes as long on average as the guest, and gives back the same share. */
export function consumerSpecOf(guest: GuestConsumer): ConsumerSpec {
  const { name, queue, prefetch, autoAck, acked, nacked, heldUs } = guest
  const settled = acked + nacked
  return {
    name,
    group: name,
    queue,
    prefetch,
    autoAck,
    priority: 0,
    exclusive: false,
    streamOffset: null,
    service: { law: 'exponential', meanUs: settled > 0 ? Math.round(heldUs / settled) : 0 },
    failure: {
      probability: settled > 0 ? nacked / settled : 0,
      outcome: 'requeue',
      by: 'nack',
      attemptsMax: null,
    },
    crash: { probability: 0, restartAfterUs: null },
    ackTimeoutUs: null,
    startAtUs: 0,
    node: 1,
    link: noLink,
  }
}
