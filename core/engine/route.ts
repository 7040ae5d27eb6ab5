/** Where an envelope goes: a set of queues, one copy each. */
export interface Route {
  /** Queue ids, ascending. */
  readonly queues: readonly number[]
  /** A headers exchange was asked on the way: headers that differ per message could change the answer. */
  readonly byHeaders: boolean
}

export const emptyRoute: Route = { queues: [], byHeaders: false }
