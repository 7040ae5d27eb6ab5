/**
 * Where the engine does not do what the recorded servers did. Both lists are exact: the test beside them fails when an
 * entry is no longer true, and when something is missing here.
 */

/** What scenarios ask for and the engine does not have. */
export const missing: readonly string[] = [
  'consumer argument x-priority',
  'delivery acknowledgement timeout',
  'direct reply-to',
  'exclusive consumers',
  'qos global',
  'recover',
  'transactions',
  'x-expires',
  'x-single-active-consumer',
]

/** Cases the engine gets through with another outcome, `K40 classic 4.3.6`. */
export const different: readonly string[] = [
  'K119 classic 3.10.8',
  'K119 quorum 3.10.8',
  'K124 classic 3.10.8',
  'K124 classic 4.0.5',
  'K124 classic 4.3.6',
  'K137 quorum 3.10.8',
  'K138 classic 3.10.8',
  'K138 quorum 3.10.8',
  'K141 classic 3.10.8',
  'K152 classic 3.10.8',
  'K152 quorum 3.10.8',
  'K154 classic 3.10.8',
  'K154 quorum 3.10.8',
  'K155 classic 3.10.8',
  'K155 quorum 3.10.8',
  'K158 classic 3.10.8',
  'K158 quorum 3.10.8',
  'K30 quorum 3.10.8',
  'K31 quorum 3.10.8',
  'K34 classic 3.10.8',
  'K34 quorum 3.10.8',
  'K36 classic 3.10.8',
  'K36 quorum 3.10.8',
  'K37 classic 3.10.8',
  'K37 quorum 3.10.8',
  'K39 classic 3.10.8',
  'K39 quorum 3.10.8',
  'K40 classic 3.10.8',
  'K40 quorum 3.10.8',
  'K41 classic 3.10.8',
  'K41 quorum 3.10.8',
  'K46 classic 3.10.8',
  'K46 quorum 3.10.8',
  'K47 classic 3.10.8',
  'K47 quorum 3.10.8',
  'K49 classic 3.10.8',
  'K49 quorum 3.10.8',
  'K50 classic 3.10.8',
  'K50 quorum 3.10.8',
  'K51 classic 3.10.8',
  'K51 quorum 3.10.8',
]
