/**
 * Where the engine does not do what the recorded servers did. Both lists are exact: the test beside them fails when an
 * entry is no longer true, and when something is missing here.
 */

/** What scenarios ask for and the engine does not have. */
export const missing: readonly string[] = [
  'alarms',
  'consumer argument x-priority',
  'delivery acknowledgement timeout',
  'direct reply-to',
  'exclusive consumers',
  'policies',
  'profile rabbitmq@3.10',
  'profile rabbitmq@4.0',
  'recover',
  'restart',
  'transactions',
  'x-expires',
  'x-max-priority',
  'x-queue-type quorum',
  'x-queue-type stream',
  'x-single-active-consumer',
]

/** Cases the engine gets through with another outcome, `K40 classic 4.3.6`. */
export const different: readonly string[] = [
  // 4.3 marks a dead letter as redelivered when basic.reject was among its settlements.
  'K40 classic 4.3.6',
  'K46 classic 4.3.6',
  'K47 classic 4.3.6',
  'K49 classic 4.3.6',
  'K50 classic 4.3.6',
  'K51 classic 4.3.6',
  'K159 classic 4.3.6',
  // A classic queue moves a full consumer out of the ring only when its turn comes.
  'K124 classic 4.3.6',
]
