/** What metrics hear, on the hot path. One concrete class per process. */
export interface QueueObserver {
  /** A copy entered the queue. */
  entered(queue: number): void
  /** `waitedUs` = now - its enqueue in this queue, for every delivery; `attempt` is 1 for the first. `consumer` is -1 for a `basic.get`. */
  delivered(queue: number, consumer: number, waitedUs: number, attempt: number): void
  /** `sojournUs` = now - its enqueue in this queue. */
  acked(queue: number, consumer: number, sojournUs: number): void
  /** It came back to the ready messages. */
  requeued(queue: number, consumer: number): void
  /** It left unread: expired, maxlen, rejected, purged. `reason` is a `TraceReason`. */
  left(queue: number, reason: number, deadLettered: boolean): void
  /** A publish was routed, or matched no queue. */
  exchanged(exchange: number, routed: boolean): void
}

/** Hears nothing; stands in where nobody measures. */
export class NoObserver implements QueueObserver {
  entered(): void {}
  delivered(): void {}
  acked(): void {}
  requeued(): void {}
  left(): void {}
  exchanged(): void {}
}
