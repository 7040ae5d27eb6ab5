import { none } from '#core/model/trace.ts'

/**
 * Where the engine writes what happened. The time of a record is the log's own field, set by the owner of time; the
 * meaning of `what`, `queue`, `actor` and `detail` is in `model/trace.ts`.
 */
export interface TraceSink {
  append(what: number, messageId: number, queue: number, actor: number, detail: number): void
}

/** `none` of the log as the signed word with the same bits: calls of `append` then carry small integers only. */
export const nobody = none | 0
