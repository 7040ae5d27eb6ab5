/** Whose turn an event of the agenda is: each number belongs to a line of `actor-numbers.ts`. The two most common are asked first. */
import type { ActorNumbers } from './actor-numbers.ts'
import type { Consumers } from './consumers.ts'
import type { Producers } from './producers.ts'

export class Turns {
  declare private readonly numbers: ActorNumbers
  declare private readonly producers: Producers
  declare private readonly consumers: Consumers
  declare private readonly faultTurns: () => void

  constructor(
    numbers: ActorNumbers,
    producers: Producers,
    consumers: Consumers,
    faultTurns: () => void,
  ) {
    this.numbers = numbers
    this.producers = producers
    this.consumers = consumers
    this.faultTurns = faultTurns
  }

  /** What this actor was due to do happens, now. */
  take(actor: number): void {
    const { messages, work, deliveries } = this.numbers
    if (actor >= messages) this.producers.messageDue(actor - messages)
    else if (actor >= work && actor < deliveries) this.consumers.workEnds(actor - work)
    else this.#takeRarer(actor)
  }

  #takeRarer(actor: number): void {
    const { numbers, producers, consumers } = this
    if (actor >= numbers.confirms) producers.confirmArrives(actor - numbers.confirms)
    else if (actor >= numbers.publishes) producers.publishArrives(actor - numbers.publishes)
    else if (actor >= numbers.timeouts) consumers.timeoutDue(actor - numbers.timeouts)
    else if (actor >= numbers.starts) consumers.startDue(actor - numbers.starts)
    else if (actor >= numbers.deliveries) consumers.deliveryArrives(actor - numbers.deliveries)
    else if (actor >= numbers.settlements) consumers.settlementArrives(actor - numbers.settlements)
    else this.faultTurns()
  }
}
