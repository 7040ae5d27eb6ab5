import { fieldOf, type WireTable } from '#core/amqp/field-table.ts'
import { intervalS } from '#core/model/interval.ts'
import {
  deadLetterStrategies,
  noArguments,
  overflowModes,
  type QueueArguments,
  retryTypes,
} from '#core/model/topology.ts'
import { numberOf } from './argument-checks.ts'

/** Arguments that have been checked, as the engine knows them. */
export function argumentsOf(args: WireTable): QueueArguments {
  const number = (name: string) => {
    const value = fieldOf(args, name)
    const found = value === undefined ? Number.NaN : numberOf(value)
    return Number.isNaN(found) ? null : found
  }
  const text = (name: string) => {
    const value = fieldOf(args, name)
    return value?.letter === 'S' ? value.value : null
  }
  const word = <Word extends string>(words: readonly Word[], name: string) =>
    words.find((known) => known === text(name)) ?? null
  const sole = fieldOf(args, 'x-single-active-consumer')
  const age = text('x-max-age')
  return {
    ...noArguments,
    messageTtlMs: number('x-message-ttl'),
    maxLength: number('x-max-length'),
    maxLengthBytes: number('x-max-length-bytes'),
    overflow: word(overflowModes, 'x-overflow') ?? noArguments.overflow,
    deadLetterExchange: text('x-dead-letter-exchange'),
    deadLetterRoutingKey: text('x-dead-letter-routing-key'),
    expiresMs: number('x-expires'),
    singleActiveConsumer: sole?.letter === 't' && sole.value,
    maxPriority: number('x-max-priority'),
    deliveryLimit: number('x-delivery-limit'),
    deadLetterStrategy: word(deadLetterStrategies, 'x-dead-letter-strategy'),
    delayedRetryType: word(retryTypes, 'x-delayed-retry-type'),
    delayedRetryMinMs: number('x-delayed-retry-min'),
    delayedRetryMaxMs: number('x-delayed-retry-max'),
    consumerTimeoutMs: number('x-consumer-timeout'),
    maxAgeS: age === null ? null : intervalS(age),
    maxSegmentBytes: number('x-stream-max-segment-size-bytes'),
  }
}
