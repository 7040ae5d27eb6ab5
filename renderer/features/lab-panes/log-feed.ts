/**
 * The live end of the event log: as many events a second as can be read, each of them when there are no more than that,
 * else one in n with n said, rare ones first.
 */
import { type TraceEvent, TraceKind } from '#core/model/trace.ts'
import type { LogEntry } from './log-entries.ts'

/** About what a person can follow. */
export const readablePerSecond = 15
const rowsMax = 200

/** What somebody waits to see: never thinned together with the everyday. */
const everyday: ReadonlySet<TraceKind> = new Set([
  TraceKind.published,
  TraceKind.enqueued,
  TraceKind.delivered,
  TraceKind.acked,
  TraceKind.confirmed,
])

/** Room for events, refilled by wall time, at most a second's worth. */
class Budget {
  #left = readablePerSecond

  refill(elapsedMs: number): void {
    this.#left = Math.min(readablePerSecond, this.#left + (elapsedMs / 1000) * readablePerSecond)
  }

  take(): boolean {
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}

export class LogFeed {
  /** Newest first. */
  rows: readonly LogEntry[] = []
  readonly #common = new Budget()
  readonly #rare = new Budget()
  #atMs = Number.NaN
  #seen = 0
  #shown = 0

  /** Takes entries in their order; each stands for `sampleEvery`. */
  offer(entries: readonly LogEntry[], sampleEvery: number, nowMs: number): void {
    const elapsedMs = Number.isNaN(this.#atMs) ? 0 : Math.max(0, nowMs - this.#atMs)
    this.#atMs = nowMs
    this.#common.refill(elapsedMs)
    this.#rare.refill(elapsedMs)
    // The ratio is that of the last seconds, not of the whole past.
    const keep = Math.exp(-elapsedMs / 3000)
    this.#seen *= keep
    this.#shown *= keep
    const taken: LogEntry[] = []
    for (const entry of entries) {
      this.#seen += sampleEvery
      const budget = everyday.has(entry.event.kind) ? this.#common : this.#rare
      if (!budget.take()) continue
      this.#shown++
      taken.push(entry)
    }
    if (taken.length > 0) this.rows = [...taken.reverse(), ...this.rows].slice(0, rowsMax)
  }

  /** n of "1 in n shown"; 1 when every event is. */
  get oneIn(): number {
    return this.#shown > 0 ? Math.max(1, Math.round(this.#seen / this.#shown)) : 1
  }
}

/** What the log is about; null does not restrict. Actors count producers first, then consumers. */
export interface LogFilter {
  readonly queue: number | null
  readonly actor: number | null
  readonly message: number | null
}

export const wholeLog: LogFilter = { queue: null, actor: null, message: null }

export function passes({ queue, actor, message }: LogFilter, event: TraceEvent): boolean {
  return (
    (queue === null || event.queue === queue) &&
    (actor === null || event.actor === actor) &&
    (message === null || event.messageId === message)
  )
}
