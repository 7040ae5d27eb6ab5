/** What metrics hear of one exchange. */
export interface ExchangeObserver {
  /** Publishes that went to some queue, and that matched none: the broker counts them up. */
  routed: number
  unroutable: number
}

/** What metrics hear of queues, by their numbers, and exchanges. One concrete class per process keeps the calls direct. */
export interface BrokerObserver {
  /** Once for each queue, before anything happens to it; a log is not emptied by reading it. */
  declared(queue: number, isLog: boolean): void
  /** A copy entered the queue. */
  entered(queue: number): void
  /** `waitedUs` = now - its enqueue in this queue, for every delivery; `attempt` is 1 for the first. */
  handed(queue: number, waitedUs: number, attempt: number): void
  /** It was acked. `sojournUs` = now - its enqueue in this queue. */
  settled(queue: number, sojournUs: number): void
  /** It left unread: expired, maxlen, rejected, purged. `reason` is a `TraceReason`. */
  left(queue: number, reason: number, deadLettered: boolean): void
  /** Asked once for each exchange, by its number. */
  exchange(exchange: number): ExchangeObserver
}

/** Hears nothing; stands in where nobody measures. */
export class NoObserver implements BrokerObserver {
  routed = 0
  unroutable = 0
  declared(): void {}
  entered(): void {}
  handed(): void {}
  settled(): void {}
  left(): void {}
  exchange(): ExchangeObserver {
    return this
  }
}
