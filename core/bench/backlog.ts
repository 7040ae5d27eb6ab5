import type { Broker } from '#core/engine/broker.ts'
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { referenceScenario } from './reference-scenario.ts'
import type { Contestant } from './rounds.ts'

const queue = 'queue-0'
/** By then the backlog stands and the pair begins. */
const beginUs = 1
const messageUs = 10

/**
 * One queue with a standing backlog, and a producer and a consumer at the same pace: whatever comes in, the oldest message goes
 * out. Everything of a simulation is on. Unit: one message published, delivered and acked.
 */
export class Backlog implements Contestant {
  readonly name: string
  readonly #simulation: Simulation

  constructor(name: string, messages: number) {
    this.name = name
    this.#simulation = new Simulation(scenario(messages))
  }

  get broker(): Broker {
    return this.#simulation.broker
  }

  /** Publishes that many messages of the backlog. */
  fill(count: number): void {
    this.#simulation.advance(beginUs - 1, count)
  }

  run(count: number): number {
    const before = this.#acked()
    this.#simulation.advance(Number.POSITIVE_INFINITY, 2 * count)
    return this.#acked() - before
  }

  #acked(): number {
    return this.#simulation.meters.queue(0).acked
  }
}

function scenario(messages: number): Scenario {
  const reference = referenceScenario()
  const producer = { ...reference.producers[0]!, keys: [{ key: 'order.0.new', weight: 1 }] }
  const ratePerSecond = 1_000_000 / messageUs
  const filler: ProducerSpec = {
    ...producer,
    name: 'filler',
    arrivals: { law: 'bursts', ratePerSecond: 1, size: messages },
    messagesMax: messages,
  }
  const steady: ProducerSpec = {
    ...producer,
    arrivals: { law: 'constant', ratePerSecond },
    startAtUs: beginUs,
  }
  const consumer: ConsumerSpec = {
    ...reference.consumers[0]!,
    queue,
    prefetch: 1,
    service: { law: 'constant', meanUs: messageUs },
    startAtUs: beginUs,
  }
  return { ...reference, producers: [filler, steady], consumers: [consumer] }
}
