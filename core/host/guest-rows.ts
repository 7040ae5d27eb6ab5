/** A guest's gauges as a frame carries those of a scenario's actor. What a guest has no dial for is measured instead. */
import type { ConsumerField, ProducerField } from '#core/contract/frame.ts'
import { consumerFields, producerFields } from '#core/contract/frame.ts'
import type { GuestConsumer, GuestProducer } from '#core/model/guest.ts'
import { consumerSpecOf, producerSpecOf } from '#core/simulation/description.ts'

const producerState = { running: 0, stopped: 1, alarmed: 3 }
const consumerState = { up: 0, down: 1 }

export function guestProducerRow(guest: GuestProducer): number[] {
  const { published, confirmed, returned, refused, open, blocked } = guest
  const { arrivals } = producerSpecOf(guest)
  const row: Record<ProducerField, number> = {
    published,
    confirmed,
    returned,
    refused,
    ratePerSecond: arrivals.ratePerSecond,
    poisonShare: 0,
    state: !open ? producerState.stopped : blocked ? producerState.alarmed : producerState.running,
    node: open ? 1 : 0,
  }
  return producerFields.map((field) => row[field])
}

export function guestConsumerRow(guest: GuestConsumer): number[] {
  const { delivered, acked, nacked, redelivered, unacked, prefetch, heldUs, open } = guest
  const { service, failure } = consumerSpecOf(guest)
  const row: Record<ConsumerField, number> = {
    delivered,
    acked,
    nacked,
    crashed: 0,
    redelivered,
    unacked,
    prefetch,
    serviceMeanUs: service.law === 'uniform' ? 0 : service.meanUs,
    failureProbability: failure.probability,
    busyUs: heldUs,
    state: open ? consumerState.up : consumerState.down,
    node: open ? 1 : 0,
    served: open ? 1 : 0,
    behind: Number.NaN,
  }
  return consumerFields.map((field) => row[field])
}
