/**
 * Who has which number on the agenda, which is also who goes first at the same instant: what ends work goes before what
 * moves messages, and that before what makes new ones.
 *
 * 1. commands of a replay, then messages whose time to live is over (both outside the agenda's heap: simulation.ts)
 * 2. faults
 * 3. per consumer: settlements reaching the broker
 * 4. per consumer: work that ends
 * 5. per consumer: deliveries reaching it
 * 6. per consumer: start and restart
 * 7. per consumer: ack timeout
 * 8. per producer: publishes reaching the broker
 * 9. per producer: confirms and returns reaching it
 * 10. per producer: the next message
 *
 * Within a line, in the order of the scenario.
 */
export class ActorNumbers {
  readonly faults = 0
  readonly settlements = 1
  readonly work: number
  readonly deliveries: number
  readonly starts: number
  readonly timeouts: number
  readonly publishes: number
  readonly confirms: number
  readonly messages: number
  readonly count: number

  constructor(producers: number, consumers: number) {
    this.work = this.settlements + consumers
    this.deliveries = this.work + consumers
    this.starts = this.deliveries + consumers
    this.timeouts = this.starts + consumers
    this.publishes = this.timeouts + consumers
    this.confirms = this.publishes + producers
    this.messages = this.confirms + producers
    this.count = this.messages + producers
  }
}
