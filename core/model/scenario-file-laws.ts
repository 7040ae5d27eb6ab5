/** How the laws of arrivals, routing keys and service times stand in a file. */
import type { Arrivals, ProducerSpec, ServiceTime } from './scenario.ts'
import { shortText } from './scenario-file-broker.ts'
import { form, optional, required } from './scenario-file-form.ts'
import { type Kind, oneOf, real, whole, wrong } from './scenario-file-kind.ts'
import { duration } from './scenario-file-measure.ts'
import type { FieldValue } from './topology.ts'

type Law<A> = A extends { readonly ratePerSecond: number } ? Omit<A, 'ratePerSecond'> : never
/** Arrivals without their rate, which is a field of its own. */
export type ArrivalLaw = Law<Arrivals>

const plainLaws = oneOf(['poisson', 'constant'])
const bursts = form({
  bursts: required(whole(1, 1_000_000), 'How many come at once, such as { bursts: 10 }.'),
})

/** `poisson`, `constant` or `{ bursts: 10 }`. */
export const arrivalLaw: Kind<ArrivalLaw> = {
  read(node, where) {
    if (node.kind === 'map') {
      const read = bursts.read(node, where)
      return read && { law: 'bursts', size: read.bursts }
    }
    const law = node.kind === 'scalar' && (node.value === 'poisson' || node.value === 'constant')
    if (!law) return wrong(node, where, 'poisson, constant or { bursts: 10 }')
    const read = plainLaws.read(node, where)
    return read && { law: read }
  },
  write: (value) =>
    value.law === 'bursts' ? bursts.write({ bursts: value.size }) : plainLaws.write(value.law),
  schema: { anyOf: [plainLaws.schema, bursts.schema] },
}

type Keys = ProducerSpec['keys']
const keysMax = 10_000
const weighted = form({
  key: required(shortText, 'The routing key.'),
  weight: optional(real(0, Number.MAX_VALUE), 1, 'How often, against the others.'),
})

/** `order.created`, or a list of keys to draw from: `[order.created, { key: order.paid, weight: 3 }]`. */
export const keys: Kind<Keys> = {
  read(node, where) {
    if (node.kind !== 'list') {
      const key = shortText.read(node, where)
      return key === undefined ? undefined : [{ key, weight: 1 }]
    }
    if (node.items.length === 0 || node.items.length > keysMax) {
      return wrong(node, where, `a list of 1 to ${keysMax} keys`)
    }
    const read: { key: string; weight: number }[] = []
    for (const item of node.items) {
      const key =
        item.kind === 'map'
          ? weighted.read(item, where)
          : { key: shortText.read(item, where), weight: 1 }
      if (key?.key === undefined) return undefined
      read.push({ key: key.key, weight: key.weight })
    }
    return read
  },
  write(value) {
    const written = value.map(
      (each): FieldValue => (each.weight === 1 ? each.key : weighted.write(each)),
    )
    return written.length === 1 && typeof written[0] === 'string' ? written[0] : written
  },
  schema: {
    anyOf: [
      shortText.schema,
      {
        type: 'array',
        minItems: 1,
        maxItems: keysMax,
        items: { anyOf: [shortText.schema, weighted.schema] },
      },
    ],
  },
}

const constant = form({ constant: required(duration, 'How long, such as 50ms.') })
const exponential = form({ exponential: required(duration, 'The mean, such as 100ms.') })
const lognormal = form({
  lognormal: required(duration, 'The mean, such as 100ms.'),
  sigma: required(real(null, 10), 'The spread of the logarithm, such as sigma: 0.5.'),
})

const uniformList: Kind<readonly [number, number]> = {
  read(node, where) {
    const [first, second] = node.kind === 'list' && node.items.length === 2 ? node.items : []
    if (!first || !second) return wrong(node, where, 'a list of two durations, [50ms, 150ms]')
    const least = duration.read(first, where)
    const most = duration.read(second, where)
    if (least === undefined || most === undefined) return undefined
    if (least > most) return wrong(node, where, 'a shorter and a longer duration', 'swap the two')
    return [least, most]
  },
  write: ([least, most]) => [duration.write(least), duration.write(most)],
  schema: { type: 'array', minItems: 2, maxItems: 2, items: duration.schema },
}
const uniform = form({ uniform: required(uniformList, 'Both ends, such as [50ms, 150ms].') })

const serviceMust = 'a duration such as 50ms, or { exponential: 100ms }'

/** A constant duration, or `{ exponential: 100ms }`, `{ lognormal: 100ms, sigma: 0.5 }`, `{ uniform: [50ms, 150ms] }`. */
export const serviceTime: Kind<ServiceTime> = {
  read(node, where) {
    if (node.kind !== 'map') {
      if (node.kind === 'list') return wrong(node, where, serviceMust)
      const meanUs = duration.read(node, where)
      return meanUs === undefined ? undefined : { law: 'constant', meanUs }
    }
    const written = new Set(node.entries.map((entry) => entry.key))
    if (written.has('exponential')) {
      const read = exponential.read(node, where)
      return read && { law: 'exponential', meanUs: read.exponential }
    }
    if (written.has('lognormal')) {
      const read = lognormal.read(node, where)
      return read && { law: 'lognormal', meanUs: read.lognormal, sigma: read.sigma }
    }
    if (written.has('uniform')) {
      const read = uniform.read(node, where)
      return read && { law: 'uniform', minUs: read.uniform[0], maxUs: read.uniform[1] }
    }
    if (written.has('constant')) {
      const read = constant.read(node, where)
      return read && { law: 'constant', meanUs: read.constant }
    }
    return wrong(node, where, serviceMust, 'known are constant, exponential, lognormal, uniform')
  },
  write(value) {
    if (value.law === 'constant') return duration.write(value.meanUs)
    if (value.law === 'exponential') return exponential.write({ exponential: value.meanUs })
    if (value.law === 'lognormal') {
      return lognormal.write({ lognormal: value.meanUs, sigma: value.sigma })
    }
    return uniform.write({ uniform: [value.minUs, value.maxUs] })
  },
  schema: {
    anyOf: [duration, constant, exponential, lognormal, uniform].map((kind) => kind.schema),
  },
}
