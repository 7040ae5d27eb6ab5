import { TraceKind } from '#core/model/trace.ts'

/** Kinds of record that a step by message stops at: a delivery, or the end of one. */
export const moves: ReadonlySet<TraceKind> = new Set([
  TraceKind.delivered,
  TraceKind.acked,
  TraceKind.requeued,
  TraceKind.deadLettered,
  TraceKind.dropped,
])
