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
  /** An exchange that is not durable outlives a restart of the node. [recorded: K120] */
  readonly transientExchangesStay: boolean
  /** nack and reject of a stream's delivery are 540; else they grant credit as an ack does. [recorded: K130] */
  readonly streamTakesOnlyAcks: boolean
  /** What an impossible `x-stream-offset` is answered with. [recorded: K130] */
  readonly streamOffsetFault: 406 | 541
}

const mebibyte = 2 ** 20
const three: ProfileRules = {
  topicHashesMax: Number.POSITIVE_INFINITY,
  bodyBytesMax: 128 * mebibyte,
  transientExchangesStay: false,
  streamTakesOnlyAcks: true,
  streamOffsetFault: 541,
}
const four: ProfileRules = { ...three, bodyBytesMax: 16 * mebibyte, streamTakesOnlyAcks: false }

export const profiles: Readonly<Record<BrokerProfile, ProfileRules>> = {
  'rabbitmq@3.10': three,
  'rabbitmq@3.13': three,
  'rabbitmq@4.0': four,
  'rabbitmq@4.3': {
    ...four,
    topicHashesMax: 2,
    transientExchangesStay: true,
    streamOffsetFault: 406,
  },
}
