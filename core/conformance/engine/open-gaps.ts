/**
 * Where the engine does not do what the recorded servers did. Both lists are exact: the test beside them fails when an
 * entry is no longer true, and when something is missing here.
 */

/** What scenarios ask for and the engine does not have. */
export const missing: readonly string[] = [
  'alarms',
  'restart',
  'x-max-priority',
  'x-queue-type quorum',
  'x-queue-type stream',
]

/** Cases the engine gets through with another outcome, `K40 classic 4.3.6`. */
export const different: readonly string[] = [
  'K159 classic 4.3.6',
  'K40 classic 4.3.6',
  'K46 classic 4.3.6',
  'K47 classic 4.3.6',
  'K49 classic 4.3.6',
  'K50 classic 4.3.6',
  'K51 classic 4.3.6',
]
