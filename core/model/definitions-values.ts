/** What the arguments of a queue or the definition of a policy say, read with care: what is not a value is left out. */
import type { LeftOut } from './definitions-left-out.ts'
import { intervalS } from './interval.ts'
import { limits } from './limits.ts'
import { utf8Bytes } from './scenario-file-kind.ts'
import { expiryMsMax } from './scenario-file-measure.ts'
import {
  deadLetterStrategies,
  type FieldTable,
  type FieldValue,
  overflowModes,
  priorityMax,
  type QueueArguments,
  retryTypes,
} from './topology.ts'

export interface Values {
  readonly said: Partial<QueueArguments>
  readonly alternateExchange: string | null
  /** Names nothing is known of. */
  readonly unknown: readonly string[]
}

type Read = (value: FieldValue) => Partial<QueueArguments> | null

/** A whole number the broker accepts, as that argument. */
const whole =
  (field: keyof QueueArguments, most: number, least = 0): Read =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? { [field]: value }
      : null

const word =
  (field: keyof QueueArguments, words: readonly string[]): Read =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? { [field]: value } : null

const name =
  (field: keyof QueueArguments): Read =>
  (value) =>
    typeof value === 'string' && utf8Bytes(value) <= limits.nameBytes ? { [field]: value } : null

const most = Number.MAX_SAFE_INTEGER

const readers: ReadonlyMap<string, Read> = new Map([
  ['message-ttl', whole('messageTtlMs', expiryMsMax)],
  ['expires', whole('expiresMs', expiryMsMax, 1)],
  ['max-length', whole('maxLength', most)],
  ['max-length-bytes', whole('maxLengthBytes', most)],
  ['overflow', word('overflow', overflowModes)],
  ['dead-letter-exchange', name('deadLetterExchange')],
  ['dead-letter-routing-key', name('deadLetterRoutingKey')],
  ['single-active-consumer', (value) => ({ singleActiveConsumer: value === true })],
  ['max-priority', whole('maxPriority', priorityMax)],
  ['delivery-limit', whole('deliveryLimit', most, -1)],
  ['dead-letter-strategy', word('deadLetterStrategy', deadLetterStrategies)],
  ['delayed-retry-type', word('delayedRetryType', retryTypes)],
  ['delayed-retry-min', whole('delayedRetryMinMs', expiryMsMax)],
  ['delayed-retry-max', whole('delayedRetryMaxMs', expiryMsMax)],
  ['consumer-timeout', whole('consumerTimeoutMs', expiryMsMax)],
  [
    'max-age',
    (value) => {
      const seconds = typeof value === 'string' ? intervalS(value) : null
      return seconds === null ? null : { maxAgeS: seconds }
    },
  ],
  ['stream-max-segment-size-bytes', whole('maxSegmentBytes', most, 1)],
])

/** Names with or without their `x-`. Of a value that is none `leftOut` hears. */
export function valuesOf(noun: string, of: string, table: FieldTable, leftOut: LeftOut): Values {
  let said: Partial<QueueArguments> = {}
  let alternateExchange: string | null = null
  const unknown: string[] = []
  for (const [key, value] of table.fields) {
    const plain = key.replace(/^x-/, '')
    if (plain === 'queue-type' || value === null) continue
    if (plain === 'alternate-exchange') {
      alternateExchange = typeof value === 'string' && value !== '' ? value : null
      continue
    }
    const read = readers.get(plain)
    const found = read?.(value)
    if (read === undefined) unknown.push(plain)
    else if (found == null) {
      leftOut.add(noun, `${plain} is not a value the broker accepts and was left out`, of)
    } else said = { ...said, ...found }
  }
  return { said, alternateExchange, unknown }
}
