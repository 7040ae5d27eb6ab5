/**
 * Where the engine does not do what the recorded servers did. Both lists are exact: the test beside them fails when an
 * entry is no longer true, and when something is missing here.
 */

/** What scenarios ask for and the engine does not have. */
export const missing: readonly string[] = []

/** Cases the engine gets through with another outcome, `K40 classic 4.3.6`. */
export const different: readonly string[] = []
