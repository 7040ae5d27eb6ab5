/** What a finished run adds up to. The shape `sluice run --json` prints; times are virtual milliseconds. */
import type { Expectation } from './scenario.ts'

export interface QueueResult {
  readonly published: number
  readonly delivered: number
  readonly acked: number
  readonly redelivered: number
  readonly deadLettered: number
  readonly expired: number
  readonly dropped: number
  readonly ready: number
  readonly unacked: number
  /** Time-weighted mean of ready + unacked. */
  readonly depthMean: number
  /** Enqueue to delivery; percentiles within 1 % of the exact value. Null when nothing was delivered. */
  readonly waitMeanMs: number | null
  readonly waitP50Ms: number | null
  readonly waitP95Ms: number | null
  readonly waitP99Ms: number | null
  /** Enqueue to ack. */
  readonly sojournMeanMs: number | null
  readonly sojournP50Ms: number | null
  readonly sojournP95Ms: number | null
  readonly sojournP99Ms: number | null
}

export interface ProducerResult {
  readonly published: number
  readonly confirmed: number
  readonly returned: number
  readonly refused: number
}

export interface ConsumerResult {
  readonly delivered: number
  readonly acked: number
  readonly nacked: number
  readonly crashed: number
  readonly busyShare: number
}

export interface RunResult {
  /** 16 hex digits: the rolling hash over every record of the event log. */
  readonly hash: string
  readonly events: number
  readonly virtualMs: number
  readonly wallMs: number
  readonly queues: Record<string, QueueResult>
  readonly producers: Record<string, ProducerResult>
  readonly consumers: Record<string, ConsumerResult>
}

export interface ExpectationVerdict {
  readonly expectation: Expectation
  readonly holds: boolean
  readonly actual: number | null
}
