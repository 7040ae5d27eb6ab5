import type { Broker } from '#core/engine/broker.ts'
import { Refusal } from './refusal.ts'

/** Why the broker closed a channel by itself. `number` is what its client calls it. [seen on 4.3.6] */
export function failureOf(
  broker: Broker,
  replyCode: 403 | 404 | 406 | 506,
  number: number,
): Refusal {
  return new Refusal(replyCode, whyOf(broker, replyCode, number), true)
}

function whyOf(broker: Broker, replyCode: 403 | 404 | 406 | 506, number: number): string {
  if (replyCode === 406)
    return `delivery acknowledgement on channel ${number} timed out. Timeout value used: ${broker.ackTimeoutMs()} ms. This timeout value can be configured, see consumers doc guide to learn more`
  return replyCode === 506 ? 'the broker is full' : 'the exchange of a held message is gone'
}
