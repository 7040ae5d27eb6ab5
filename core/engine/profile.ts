import type { BrokerProfile } from '#core/model/scenario.ts'

/** Where versions of a broker differ, each difference by name. A profile is one choice for all of them. */
export interface ProfileRules {
  /** Most `#` words in a topic binding key; more are refused with 406. [RabbitMQ 4.3.5 release notes] */
  readonly topicHashesMax: number
}

export const profiles: Readonly<Record<BrokerProfile, ProfileRules>> = {
  'rabbitmq@4.3': { topicHashesMax: 2 },
}
