import type { BrokerProfile } from '#core/model/scenario.ts'

/**
 * Where versions of a broker differ, each difference by name. A profile is one choice for all of them, and no other code asks
 * for a version.
 */
export interface ProfileRules {
  /** Most `#` words in a topic binding key; more are refused with 406. [RabbitMQ 4.3.5 release notes] */
  readonly topicHashesMax: number
  /** Largest body taken; a larger one is 406. [RabbitMQ 4.0 release notes: max_message_size] */
  readonly bodyBytesMax: number
  /** basic.qos with `global` limits a channel; else it is a limit for each consumer like any other. [recorded: K17, K126] */
  readonly sharedPrefetch: boolean
  /** The single active consumer of a quorum queue gives way to a higher priority. [recorded: K28] */
  readonly soleConsumerYields: boolean
  /** A delivery unacked too long costs the channel, whatever the queue; else its consumer, of quorum queues only. [recorded: K161] */
  readonly ackTimeoutEndsChannel: boolean
  /** A mandatory direct reply comes back with 312, though it arrives. [recorded: K157] */
  readonly returnsReplies: boolean
  /** Dead letters carry `x-last-death-*`. [recorded: K34] */
  readonly tellsLastDeath: boolean
  /** The deaths in the headers of a published message are its history. [recorded: K51] */
  readonly readsPublishedDeaths: boolean
  /** An exchange that is not durable outlives a restart of the node. [recorded: K120] */
  readonly transientExchangesStay: boolean
  /** nack and reject of a stream's delivery are 540; else they grant credit as an ack does. [recorded: K130] */
  readonly streamTakesOnlyAcks: boolean
  /** What an impossible `x-stream-offset` is answered with. [recorded: K130] */
  readonly streamOffsetFault: 406 | 541
  /** Levels of priority in a quorum queue. Two share, thirty-two are strict. [recorded: K43, K147] */
  readonly quorumLevels: 1 | 2 | 32
  /** Delivery limit of a quorum queue without the argument; null is none. [recorded: K136] */
  readonly deliveryLimitUsual: number | null
  /** A delivery limit below 0 is none; else it is one that the first return exceeds. [recorded: K22] */
  readonly deliveryLimitMayBeNone: boolean
  /** Every return counts towards the delivery limit; else rejects and lost channels only. [recorded: K31, K137] */
  readonly everyReturnCounts: boolean
  /** Without a delivery limit what a client requeues goes to the tail of a quorum queue. [recorded: K21, K22] */
  readonly unlimitedReturnsToTail: boolean
  /** A lost channel's messages come back to a quorum queue by the tags of their consumers, else in the order these came. [recorded: K167] */
  readonly losesByName: boolean
  /** What dies of a delivery limit gives its consumer room for one more, for good. [source: rabbit_fifo return_one; recorded: K170] */
  readonly spentReturnsGrant: boolean
  /** `x-delivery-count` is 0 on a first delivery by basic.get. [recorded: K22] */
  readonly firstGetIsCounted: boolean
  /** `x-acquired-count` tells assignments, `x-delivery-count` failures only. [recorded: K31] */
  readonly acquisitionsAreTold: boolean
  /**
   * What counts as a failed attempt, which a dead letter takes along: a lost channel and a discard, of quorum queues; or a
   * lost channel and every basic.reject, of any. [recorded: K47, K159, K165]
   */
  readonly failures: 'none' | 'discards' | 'rejects'
  /** A dead letter that was ever given up by failure is marked redelivered in a classic queue too. [recorded: K159] */
  readonly failuresMarkDeadLetters: boolean
  /** With a dead-letter routing key a dead letter loses its CC header. [recorded: K50] */
  readonly deadLettersLoseCc: boolean
  /** Expiry looks at the head of every level of a quorum queue. [recorded: K149] */
  readonly everyLevelExpires: boolean
  /** A limit of bytes of a quorum queue counts properties too. [recorded: K143] */
  readonly quorumCountsProperties: boolean
  /** What a quorum queue drops at once beyond its limit is dead-lettered from the newest on. [recorded: K119] */
  readonly quorumDropsNewestFirst: boolean
  /** A purge of a quorum queue takes waiting returns and kept dead letters too. [recorded: K172] */
  readonly purgeTakesAside: boolean
  /** A quorum queue that gets another policy counts from then whether it is unused. [source: rabbit_fifo update_config; seen on 4.3.6] */
  readonly policiesRenewQuorums: boolean
  /** Quorum queues know delayed retries and a timeout of their consumers; else these arguments mean nothing. [recorded: K160] */
  readonly quorumTimes: boolean
}

const mebibyte = 2 ** 20
const three: ProfileRules = {
  topicHashesMax: Number.POSITIVE_INFINITY,
  bodyBytesMax: 128 * mebibyte,
  sharedPrefetch: true,
  soleConsumerYields: false,
  ackTimeoutEndsChannel: true,
  returnsReplies: true,
  tellsLastDeath: true,
  readsPublishedDeaths: true,
  transientExchangesStay: false,
  streamTakesOnlyAcks: true,
  streamOffsetFault: 541,
  quorumLevels: 1,
  deliveryLimitUsual: null,
  deliveryLimitMayBeNone: false,
  everyReturnCounts: true,
  unlimitedReturnsToTail: true,
  losesByName: true,
  spentReturnsGrant: false,
  firstGetIsCounted: false,
  acquisitionsAreTold: false,
  failures: 'none',
  failuresMarkDeadLetters: false,
  deadLettersLoseCc: true,
  everyLevelExpires: false,
  quorumCountsProperties: false,
  quorumDropsNewestFirst: true,
  purgeTakesAside: false,
  policiesRenewQuorums: true,
  quorumTimes: false,
}
const four: ProfileRules = {
  ...three,
  bodyBytesMax: 16 * mebibyte,
  soleConsumerYields: true,
  readsPublishedDeaths: false,
  streamTakesOnlyAcks: false,
  losesByName: false,
  quorumLevels: 2,
  deliveryLimitUsual: 20,
  deliveryLimitMayBeNone: true,
  failures: 'discards',
  deadLettersLoseCc: false,
}

export const profiles: Readonly<Record<BrokerProfile, ProfileRules>> = {
  'rabbitmq@3.10': {
    ...three,
    firstGetIsCounted: true,
    spentReturnsGrant: true,
    tellsLastDeath: false,
  },
  'rabbitmq@3.13': three,
  'rabbitmq@4.0': four,
  'rabbitmq@4.3': {
    ...four,
    topicHashesMax: 2,
    sharedPrefetch: false,
    ackTimeoutEndsChannel: false,
    returnsReplies: false,
    transientExchangesStay: true,
    streamOffsetFault: 406,
    quorumLevels: 32,
    everyReturnCounts: false,
    unlimitedReturnsToTail: false,
    failures: 'rejects',
    acquisitionsAreTold: true,
    failuresMarkDeadLetters: true,
    everyLevelExpires: true,
    quorumCountsProperties: true,
    quorumDropsNewestFirst: false,
    purgeTakesAside: true,
    policiesRenewQuorums: false,
    quorumTimes: true,
  },
}
