/** What metrics hear of one queue, on the hot path. One concrete class per process keeps the calls direct. */
export interface QueueObserver {
  /** A copy entered the queue. */
  entered(): void
  /** `waitedUs` = now - its enqueue in this queue, for every delivery; `attempt` is 1 for the first. */
  handed(waitedUs: number, attempt: number): void
  /** It was acked. `sojournUs` = now - its enqueue in this queue. */
  settled(sojournUs: number): void
  /** It left unread: expired, maxlen, rejected, purged. `reason` is a `TraceReason`. */
  left(reason: number, deadLettered: boolean): void
}

/** What metrics hear of one exchange. */
export interface ExchangeObserver {
  /** Publishes that went to some queue, and that matched none: the broker counts them up. */
  routed: number
  unroutable: number
}

/** Asked once for each queue and exchange, by its number; a log is not emptied by reading it. */
export interface BrokerObserver {
  queue(queue: number, isLog: boolean): QueueObserver
  exchange(exchange: number): ExchangeObserver
}

/** Hears nothing; stands in where nobody measures. */
export class NoObserver implements BrokerObserver, QueueObserver {
  routed = 0
  unroutable = 0
  queue(): QueueObserver {
    return this
  }
  exchange(): ExchangeObserver {
    return this
  }
  entered(): void {}
  handed(): void {}
  settled(): void {}
  left(): void {}
}
