import type { BrokerProfile } from '#core/model/scenario.ts'

/**
 * What the ledger knows of versions, in its own words and written down a second time: taken from the recordings of real
 * servers, never from the engine. [recorded: the script behind each]
 */
export interface Facts {
  /** Any return counts towards a delivery limit; else rejects and losses only. [K31, K137] */
  readonly everyReturnCounts: boolean
  /**
   * What a message takes along through its deaths: how often a quorum queue threw it away or lost its client; or how often
   * any queue was rejected it or lost its client. [K47, K159, K165]
   */
  readonly failures: 'none' | 'discards' | 'rejects'
  /** Of a quorum queue without the argument; null is none. [K136] */
  readonly usualDeliveryLimit: number | null
  /** A negative delivery limit is none. [K22] */
  readonly negativeIsNoLimit: boolean
  /** Without a limit, what clients give back to a quorum queue goes to its tail. [K21] */
  readonly givenBackToTail: boolean
  /** What a lost channel held comes back by the tags of its consumers. [K167] */
  readonly lossesGoByTag: boolean
  /** A death by the delivery limit gives its consumer room for one more. [K170] */
  readonly deathsGrantRoom: boolean
  /** Levels of a quorum queue; two share their turns. [K43, K147] */
  readonly quorumLevels: 1 | 2 | 32
  /** Each level's head may expire, not only the message that is next. [K149] */
  readonly anyHeadExpires: boolean
  /** Properties count towards a quorum queue's limit of bytes. [K143] */
  readonly propertiesWeigh: boolean
  /** What a quorum queue drops at once goes newest first. [K119] */
  readonly newestDropFirst: boolean
  /** Delayed retries and consumer timeouts of quorum queues exist. [K160] */
  readonly quorumTimes: boolean
  /** basic.qos with global limits a channel. [K17, K126] */
  readonly channelLimits: boolean
  /** A delivery held too long ends its channel; else its consumer, of quorum queues only. [K161] */
  readonly lateAckEndsChannel: boolean
  /** [K120] */
  readonly transientExchangesSurvive: boolean
  /** Streams answer nack and reject with 540. [K130] */
  readonly streamsOnlyAck: boolean
  /** A quorum queue's single active consumer gives way to a higher priority. [K28] */
  readonly activeYields: boolean
  /** A purge of a quorum queue takes the returns that wait for their retry too. [K172] */
  readonly purgeTakesWaiting: boolean
  /** A quorum queue with another policy counts from then whether it is unused. */
  readonly policiesRenewQuorums: boolean
  /** A mandatory reply comes back though it arrived. [K157] */
  readonly repliesReturn: boolean
}

const older: Facts = {
  everyReturnCounts: true,
  failures: 'none',
  usualDeliveryLimit: null,
  negativeIsNoLimit: false,
  givenBackToTail: true,
  deathsGrantRoom: false,
  lossesGoByTag: true,
  quorumLevels: 1,
  anyHeadExpires: false,
  propertiesWeigh: false,
  newestDropFirst: true,
  quorumTimes: false,
  channelLimits: true,
  lateAckEndsChannel: true,
  transientExchangesSurvive: false,
  streamsOnlyAck: true,
  activeYields: false,
  purgeTakesWaiting: false,
  policiesRenewQuorums: true,
  repliesReturn: true,
}
const newer: Facts = {
  ...older,
  failures: 'discards',
  usualDeliveryLimit: 20,
  negativeIsNoLimit: true,
  lossesGoByTag: false,
  quorumLevels: 2,
  streamsOnlyAck: false,
  activeYields: true,
}

export const facts: Readonly<Record<BrokerProfile, Facts>> = {
  'rabbitmq@3.10': { ...older, deathsGrantRoom: true },
  'rabbitmq@3.13': older,
  'rabbitmq@4.0': newer,
  'rabbitmq@4.3': {
    ...newer,
    everyReturnCounts: false,
    failures: 'rejects',
    givenBackToTail: false,
    quorumLevels: 32,
    anyHeadExpires: true,
    propertiesWeigh: true,
    newestDropFirst: false,
    purgeTakesWaiting: true,
    policiesRenewQuorums: false,
    quorumTimes: true,
    channelLimits: false,
    lateAckEndsChannel: false,
    transientExchangesSurvive: true,
    repliesReturn: false,
  },
}
