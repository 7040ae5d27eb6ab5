/**
 * Totals per queue since the run began, one typed column each; the index is the broker's queue number.
 *
 * What leaves a queue is counted once: acked, else dead-lettered, else expired, else dropped (over the limit, rejected
 * without a dead-letter exchange, purged). So at every instant
 * published = acked + deadLettered + expired + dropped + ready + unacked.
 */
export class QueueCounters {
  /** Copies that entered the queue, dead letters of other queues too. */
  readonly published: Float64Array
  readonly delivered: Float64Array
  /** With auto-ack the delivery is the ack. */
  readonly acked: Float64Array
  /** Deliveries after a message's first. */
  readonly redelivered: Float64Array
  readonly deadLettered: Float64Array
  readonly expired: Float64Array
  readonly dropped: Float64Array

  constructor(queues: number) {
    this.published = new Float64Array(queues)
    this.delivered = new Float64Array(queues)
    this.acked = new Float64Array(queues)
    this.redelivered = new Float64Array(queues)
    this.deadLettered = new Float64Array(queues)
    this.expired = new Float64Array(queues)
    this.dropped = new Float64Array(queues)
  }
}

/** Totals per exchange since the run began. A message that matched no queue is unroutable, returned or not. */
export class ExchangeCounters {
  readonly published: Float64Array
  readonly routed: Float64Array
  readonly unroutable: Float64Array

  constructor(exchanges: number) {
    this.published = new Float64Array(exchanges)
    this.routed = new Float64Array(exchanges)
    this.unroutable = new Float64Array(exchanges)
  }
}
