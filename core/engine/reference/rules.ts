import type { BrokerProfile } from '#core/model/scenario.ts'

/** What sets the versions apart, written down once more from the recordings of real servers. */
export interface Rules {
  readonly quorumLevels: 1 | 2 | 32
  /** Delivery limit of a quorum queue that says nothing; null is none. */
  readonly usualLimit: number | null
  readonly negativeLimitIsNone: boolean
  /** Every return counts towards the limit; else failures only. */
  readonly allReturnsCount: boolean
  readonly tailWithoutLimit: boolean
  /** A lost channel's messages come back by names; else by the coming of their consumers. */
  readonly lossesByName: boolean
  /** A death by the limit gives the consumer room for one more. */
  readonly spentGrants: boolean
  readonly firstGetTellsCount: boolean
  readonly countsApart: boolean
  /** What is a failure: nothing; lost and discarded of quorum queues; lost and rejected of any. */
  readonly failures: 'none' | 'discards' | 'rejects'
  readonly marksStored: boolean
  readonly losesCc: boolean
  readonly everyLevelExpires: boolean
  readonly countsProperties: boolean
  readonly dropsNewestFirst: boolean
  readonly sharedPrefetch: boolean
  readonly seatYields: boolean
  readonly timeoutClosesChannel: boolean
  readonly transientExchangesStay: boolean
  readonly quorumTimes: boolean
  readonly purgeTakesWaiting: boolean
  readonly policiesRenewQuorums: boolean
  readonly hashesMax: number
}

export function rulesOf(profile: BrokerProfile): Rules {
  const isFour = profile === 'rabbitmq@4.0' || profile === 'rabbitmq@4.3'
  const isLatest = profile === 'rabbitmq@4.3'
  const isOldest = profile === 'rabbitmq@3.10'
  return {
    quorumLevels: isLatest ? 32 : isFour ? 2 : 1,
    usualLimit: isFour ? 20 : null,
    negativeLimitIsNone: isFour,
    allReturnsCount: !isLatest,
    tailWithoutLimit: !isLatest,
    lossesByName: !isFour,
    spentGrants: isOldest,
    firstGetTellsCount: isOldest,
    countsApart: isLatest,
    failures: isLatest ? 'rejects' : isFour ? 'discards' : 'none',
    marksStored: isLatest,
    losesCc: !isFour,
    everyLevelExpires: isLatest,
    countsProperties: isLatest,
    dropsNewestFirst: !isLatest,
    sharedPrefetch: !isLatest,
    seatYields: isFour,
    timeoutClosesChannel: !isLatest,
    transientExchangesStay: isLatest,
    quorumTimes: isLatest,
    purgeTakesWaiting: isLatest,
    policiesRenewQuorums: !isLatest,
    hashesMax: isLatest ? 2 : Number.POSITIVE_INFINITY,
  }
}
