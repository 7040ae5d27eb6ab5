/** The kinds of value that carry a unit; the grammar of each stands in units.ts. */
import { intervalPattern, intervalS, writeInterval } from './interval.ts'
import { type Kind, whole, wrong } from './scenario-file-kind.ts'
import {
  bandwidthPattern,
  bytesPattern,
  durationPattern,
  formatBandwidth,
  formatBytes,
  formatDurationUs,
  formatRatePerSecond,
  formatShare,
  type Quantity,
  ratePattern,
  readBandwidth,
  readBytes,
  readDurationUs,
  readRatePerSecond,
  readShare,
  sharePattern,
} from './units.ts'

/** RabbitMQ refuses a longer TTL or expiration with 406. [RabbitMQ: rabbit_misc check_expiry] */
export const expiryMsMax = 4_294_967_295

function measured(
  must: string,
  read: (text: string) => Quantity,
  write: (value: number) => string,
  pattern: string,
): Kind<number> {
  return {
    read(node, where) {
      if (node.kind !== 'scalar') return wrong(node, where, must)
      if (typeof node.value === 'string') {
        const quantity = read(node.value)
        return 'value' in quantity ? quantity.value : wrong(node, where, must, quantity.why)
      }
      const why = typeof node.value === 'number' ? read(node.written) : null
      return wrong(node, where, must, why && 'why' in why ? why.why : '')
    },
    write,
    schema: { type: 'string', pattern },
  }
}

export const duration: Kind<number> = measured(
  'a duration',
  readDurationUs,
  formatDurationUs,
  durationPattern,
)

export const rate: Kind<number> = measured(
  'a rate',
  readRatePerSecond,
  formatRatePerSecond,
  ratePattern,
)

export const bandwidth: Kind<number> = measured(
  'a bandwidth',
  readBandwidth,
  formatBandwidth,
  bandwidthPattern,
)

/** A size in bytes, at most `most`. */
export function bytes(most: number): Kind<number> {
  const size = measured('a size', readBytes, formatBytes, bytesPattern)
  return {
    ...size,
    read(node, where) {
      const value = size.read(node, where)
      if (value === undefined || value <= most) return value
      return wrong(node, where, `at most ${formatBytes(most)}`)
    },
  }
}

const percent = measured('a share', readShare, String, sharePattern)

/** A share of 0 to 1: `5 %`, or the number 0.05. */
export const share: Kind<number> = {
  read(node, where) {
    const plain = node.kind === 'scalar' && typeof node.value === 'number' ? node.value : null
    if (plain === null) return percent.read(node, where)
    if (plain >= 0 && plain <= 1) return plain
    return wrong(node, where, 'a share from 0 to 1', `for percent write ${plain} %`)
  },
  write: formatShare,
  schema: { anyOf: [percent.schema, { type: 'number', minimum: 0, maximum: 1 }] },
}

/** A duration that the broker counts in whole milliseconds. */
export const expiry: Kind<number> = {
  read(node, where) {
    const us = duration.read(node, where)
    if (us === undefined) return undefined
    const ms = us / 1000
    if (Number.isInteger(ms) && ms <= expiryMsMax) return ms
    return wrong(node, where, `whole milliseconds, at most ${expiryMsMax}`)
  },
  write: (ms) => formatDurationUs(ms * 1000),
  schema: duration.schema,
}

/** Milliseconds as RabbitMQ's own arguments carry them. */
const argumentMsFrom = (least: number): Kind<number> =>
  whole(least, expiryMsMax, (written) => {
    const quantity = readDurationUs(written)
    return 'value' in quantity
      ? `arguments are in milliseconds, write ${Math.ceil(quantity.value / 1000)}`
      : 'arguments are in milliseconds'
  })
export const argumentMs = argumentMsFrom(0)
/** Not even for a moment is a queue unused for no time at all. */
export const unusedMs = argumentMsFrom(1)

/** A length of time as streams write it, `7D` or `12h`, in seconds. */
export const interval: Kind<number> = {
  read(node, where) {
    const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : ''
    const seconds = intervalS(text)
    if (seconds !== null) return seconds
    return wrong(node, where, 'a number and one of Y, M, D, h, m, s', 'a week is 7D')
  },
  write: writeInterval,
  schema: { type: 'string', pattern: intervalPattern },
}
