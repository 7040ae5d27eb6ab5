import type { BrokerProfile } from '#core/model/scenario.ts'

/** Where versions of RabbitMQ differ in what they say, each difference by name. Nothing else here asks for a version. */
export interface WireProfile {
  /** As clients read it; some switch features by it. */
  readonly version: string
  readonly mechanisms: readonly ('PLAIN' | 'AMQPLAIN' | 'ANONYMOUS')[]
  /** What a header that is not understood is answered with: from 4.0 that of AMQP 1.0 with SASL. [seen] */
  readonly otherHeader: readonly number[]
  /** Smallest frame_max a client may ask for. [seen: 3.10 and 4.0 take 4096, 4.3 does not] */
  readonly frameMin: number
  /** An unknown type of exchange closes the channel with 406, else the connection with 503. [recorded: K162] */
  readonly unknownExchangeTypeIsSoft: boolean
  /** A body is held against the size its header announced, and that against a limit; else more than announced is waited for for ever. [seen] */
  readonly measuresBodies: boolean
  /** An `expiration` is written as a plain number, whatever it came as. [seen] */
  readonly rewritesExpirations: boolean
  /** It says `stream queue 'x'` where older ones say something else. [seen] */
  readonly namesStreams: boolean
  /** Arguments of queues it does not know: they and any value of them will do. [recorded: K160] */
  readonly ignoredArguments: readonly string[]
  /** A queue without `x-queue-type` is written down as a classic one. [seen] */
  readonly writesTypeDown: boolean
  /** How it writes the type of a quorum queue into a sentence about basic.get. [seen] */
  readonly quorumAsWritten: string
  /** It no longer looks at what `x-queue-mode` of a classic queue says. [recorded: K114] */
  readonly takesAnyQueueMode: boolean
  /** An address for replies that no broker has written ends the connection when it is declared. [seen] */
  readonly failsOnOddReplyAddresses: boolean
  /** Headers arrive in the order of their names; else only where the broker has written one. [seen] */
  readonly ordersHeaders: boolean
}

const amqp091 = [0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]
const amqp10 = [0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0]

const retries = [
  'x-delayed-retry-type',
  'x-delayed-retry-min',
  'x-delayed-retry-max',
  'x-consumer-timeout',
]

const three: WireProfile = {
  version: '3.10.8',
  mechanisms: ['PLAIN', 'AMQPLAIN'],
  otherHeader: amqp091,
  frameMin: 4096,
  unknownExchangeTypeIsSoft: false,
  measuresBodies: false,
  rewritesExpirations: false,
  namesStreams: false,
  ignoredArguments: retries,
  takesAnyQueueMode: false,
  writesTypeDown: false,
  quorumAsWritten: 'quorum',
  failsOnOddReplyAddresses: false,
  ordersHeaders: false,
}
const four: WireProfile = {
  ...three,
  version: '4.0.5',
  mechanisms: ['PLAIN', 'AMQPLAIN', 'ANONYMOUS'],
  otherHeader: amqp10,
  unknownExchangeTypeIsSoft: true,
  rewritesExpirations: true,
  namesStreams: true,
  writesTypeDown: true,
  ordersHeaders: true,
}

export const wireProfiles: Readonly<Record<BrokerProfile, WireProfile>> = {
  'rabbitmq@3.10': three,
  'rabbitmq@3.13': { ...three, version: '3.13.7' },
  'rabbitmq@4.0': four,
  'rabbitmq@4.3': {
    ...four,
    version: '4.3.6',
    frameMin: 8192,
    ignoredArguments: [],
    takesAnyQueueMode: true,
    measuresBodies: true,
    failsOnOddReplyAddresses: true,
    quorumAsWritten: '<<"quorum">>',
  },
}
