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
  /** basic.qos with `global` limits a channel; else it is a limit for each consumer like any other. [seen: K17, K126] */
  readonly sharedPrefetch: boolean
  /** The single active consumer of a quorum queue gives way to a higher priority. [seen: K28] */
  readonly soleConsumerYields: boolean
  /** A delivery unacked too long costs the channel, whatever the queue; else its consumer, of quorum queues only. [seen: K161] */
  readonly ackTimeoutEndsChannel: boolean
  /** A mandatory direct reply comes back with 312, though it arrives. [seen: K157] */
  readonly returnsReplies: boolean
  /** Dead letters carry `x-last-death-*`. [seen: K34] */
  readonly tellsLastDeath: boolean
  /** The deaths in the headers of a published message are its history. [seen: K51] */
  readonly readsPublishedDeaths: boolean
  /** A dead-letter routing key takes the CC header away, and not only its effect. [seen: K50] */
  readonly deadKeyRemovesCopies: boolean
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
  deadKeyRemovesCopies: false,
}
const four: ProfileRules = {
  ...three,
  bodyBytesMax: 16 * mebibyte,
  soleConsumerYields: true,
  readsPublishedDeaths: false,
}

export const profiles: Readonly<Record<BrokerProfile, ProfileRules>> = {
  'rabbitmq@3.10': { ...three, tellsLastDeath: false, deadKeyRemovesCopies: true },
  'rabbitmq@3.13': three,
  'rabbitmq@4.0': four,
  'rabbitmq@4.3': {
    ...four,
    topicHashesMax: 2,
    sharedPrefetch: false,
    ackTimeoutEndsChannel: false,
    returnsReplies: false,
  },
}
