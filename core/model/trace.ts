/**
 * The event log's vocabulary. A record is 32 bytes, so that logging costs nanoseconds and hashes the same
 * on every machine; sentences and objects are made only when somebody reads.
 *
 * ```
 * byte  0        8          12        16        20        24        28      32
 *       | timeUs | what     | message | message | queue   | actor   | detail |
 *       | f64    | u32      | low u32 | high u32| u32     | u32     | u32    |
 *
 * what = kind | reason << 8 | attempt << 16      (attempt saturates at 65535)
 * queue, actor: index in the run's description; `none` = 0xFFFFFFFF
 * actor: producers first, then consumers (see run.ts)
 * detail: depends on the kind, documented beside each
 * ```
 */
export const recordBytes = 32
/** Where in a record the actor stands. */
export const recordActorAt = 24
export const none = 0xffffffff

/** Kinds of record. Numbers are part of the hash: append, never renumber. */
export const TraceKind = {
  /** A producer's message reached the broker. detail: exchange index. queue: none. */
  published: 1,
  /** A copy entered a queue. detail: 1 when it displaced nothing, see dropped. */
  enqueued: 2,
  /** Handed to a consumer. attempt: 1 for the first delivery. */
  delivered: 3,
  acked: 4,
  /** Came back to the queue. reason: why (nack, reject, crash, timeout, cancel). attempt: deliveries so far. */
  requeued: 5,
  /** Left the queue towards its dead-letter exchange. reason: rejected, expired, maxlen. detail: exchange index, or none when it does not exist. */
  deadLettered: 6,
  /** Left the queue for good. reason: expired, maxlen, rejected (no dead-letter exchange), purged, cycle, crash (the broker restarted). */
  dropped: 7,
  /** basic.return to the producer: mandatory and unroutable. */
  returned: 8,
  /** Matched no queue and was not mandatory: gone. */
  unroutable: 9,
  /** A queue refused it (reject-publish). */
  refused: 10,
  /** Publisher confirm: basic.ack. */
  confirmed: 11,
  /** Publisher confirm: basic.nack. */
  confirmNacked: 12,
  /** A consumer process died. */
  crashed: 20,
  restarted: 21,
  /** The broker closed the consumer's channel: it held a delivery too long. */
  ackTimeout: 22,
  /** detail: index in `blockedBy`. */
  producerBlocked: 23,
  producerUnblocked: 24,
  /** An actor's connection is gone: its node stopped, or the broker restarted. */
  connectionLost: 25,
  /** basic.cancel by the broker: the queue is gone, or the consumer held a delivery longer than x-consumer-timeout. */
  consumerCancelled: 26,
  /** A quorum queue has another leader. detail: its node from 1, or 0 while no majority is up. */
  leaderElected: 27,
  /** A fault of the scenario began. detail: index in scenario.faults. */
  faultBegan: 30,
  faultEnded: 31,
  /** A person intervened. detail: index in the run's list of commands. */
  intervened: 32,
} as const
export type TraceKind = (typeof TraceKind)[keyof typeof TraceKind]

export const TraceReason = {
  none: 0,
  rejected: 1,
  expired: 2,
  maxlen: 3,
  deliveryLimit: 4,
  nack: 5,
  crash: 6,
  timeout: 7,
  cancel: 8,
  purged: 9,
  cycle: 10,
  browse: 11,
} as const
export type TraceReason = (typeof TraceReason)[keyof typeof TraceReason]

/** What a producer waits for: room in its confirm window, the end of an alarm, a node it can connect to. */
export const blockedBy = ['window', 'alarm', 'nodes'] as const
export type BlockedBy = (typeof blockedBy)[number]

/** One record, read out of the log. Made on demand only. */
export interface TraceEvent {
  /** Position in the log, from 0. */
  readonly index: number
  readonly timeUs: number
  readonly kind: TraceKind
  readonly reason: TraceReason
  readonly attempt: number
  readonly messageId: number
  readonly queue: number
  readonly actor: number
  readonly detail: number
}

/** Reads the record at `record` (not byte) of a view over packed records. `index` is what it is called in the log. */
export function readRecord(view: DataView, record: number, index: number): TraceEvent {
  const at = record * recordBytes
  const what = view.getUint32(at + 8, true)
  return {
    index,
    timeUs: view.getFloat64(at, true),
    kind: (what & 0xff) as TraceKind,
    reason: ((what >>> 8) & 0xff) as TraceReason,
    attempt: what >>> 16,
    messageId: view.getUint32(at + 12, true) + view.getUint32(at + 16, true) * 2 ** 32,
    queue: view.getUint32(at + 20, true),
    actor: view.getUint32(at + recordActorAt, true),
    detail: view.getUint32(at + 28, true),
  }
}
