/**
 * Rules of the broker broken on purpose, as one replacement of text each. None is in the product: each is made in a copy of the
 * engine, and the comparison with the recordings must notice.
 */
export interface BrokenRule {
  readonly name: string
  /** A path in core/engine. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
}

export const brokenRules: readonly BrokenRule[] = [
  {
    name: 'a quorum queue of 4.3 has two levels of priority',
    file: 'profile.ts',
    find: 'quorumLevels: 32,',
    replace: 'quorumLevels: 2,',
  },
  {
    name: 'every return counts towards the delivery limit of 4.3',
    file: 'profile.ts',
    find: 'everyReturnCounts: false,',
    replace: 'everyReturnCounts: true,',
  },
  {
    name: 'a transient exchange of 4.3 goes with a restart',
    file: 'profile.ts',
    find: 'transientExchangesStay: true,',
    replace: 'transientExchangesStay: false,',
  },
  {
    name: 'a stream of 4.x takes nothing but acks',
    file: 'profile.ts',
    find: 'streamTakesOnlyAcks: false,',
    replace: 'streamTakesOnlyAcks: true,',
  },
  {
    name: 'a length limit lets one more in',
    file: 'queue/limits.ts',
    find: 'return queue.ready.count >= queue.lengthMax',
    replace: 'return queue.ready.count > queue.lengthMax',
  },
  {
    name: 'a death that is known is not counted up',
    file: 'death.ts',
    find: 'count: known.count + 1',
    replace: 'count: known.count',
  },
  {
    name: 'a hash in a binding key needs a word',
    file: 'exchanges/topic.ts',
    find: 'for (let rest = at; rest <= words.length',
    replace: 'for (let rest = at + 1; rest <= words.length',
  },
  {
    name: 'an exclusive consumer suffers others',
    file: 'consume.ts',
    find: 'const isTaken = queue.consumers.some((other) => other.exclusive)',
    replace: 'const isTaken = false',
  },
]
