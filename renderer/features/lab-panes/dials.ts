/** What can be turned while a run goes on: for all actors or for the chosen ones. Pure: values in, commands out. */
import type { Dial as DialCommand } from '#core/model/command.ts'
import type { RunDescription } from '#core/model/run.ts'
import type { Scenario, ServiceTime } from '#core/model/scenario.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { Selected } from '#renderer/state/run-selection.ts'
import { type DialScale, linearScale, logScale } from '#renderer/ui/dial-scale.ts'

export const dialIds = ['rate', 'service', 'failure', 'poison', 'prefetch'] as const
export type DialId = (typeof dialIds)[number]

export interface Dial {
  readonly id: DialId
  /** Rate: the sum per second. Service: mean milliseconds. Shares: per cent. Prefetch: 0 is no limit. */
  readonly value: number
  /** Not all actors have this value; turning the dial makes them equal. */
  readonly mixed: boolean
  readonly scale: DialScale
}

/** Whom the dials are about: indexes in the description. */
export interface DialScope {
  readonly producers: readonly number[]
  readonly consumers: readonly number[]
}

/**
 * All actors, or those that belong to what is chosen: a queue's producers and consumers, an exchange's producers. Programs from
 * outside have no dials.
 */
export function scopeOf(description: RunDescription, selected: Selected | null): DialScope {
  const { scenario, guests } = description
  const { producers, consumers } = chosenOf(scenario, selected)
  const own =
    (all: readonly unknown[], foreign = 0) =>
    (index: number) =>
      index < all.length - foreign
  return {
    producers: producers.filter(own(scenario.producers, guests?.producers)),
    consumers: consumers.filter(own(scenario.consumers, guests?.consumers)),
  }
}

function chosenOf(scenario: Scenario, selected: Selected | null): DialScope {
  const { producers, consumers, topology } = scenario
  const indexes = <Part>(parts: readonly Part[], wanted: (part: Part) => boolean) =>
    parts.flatMap((part, index) => (wanted(part) ? [index] : []))
  if (selected === null) {
    return { producers: indexes(producers, () => true), consumers: indexes(consumers, () => true) }
  }
  const { kind, name } = selected
  if (kind === 'producer')
    return { producers: indexes(producers, (one) => one.name === name), consumers: [] }
  if (kind === 'consumer')
    return { producers: [], consumers: indexes(consumers, (one) => one.name === name) }
  if (kind === 'exchange')
    return { producers: indexes(producers, (one) => one.exchange === name), consumers: [] }
  const sources = new Set(
    topology.bindings.flatMap(({ from, to, toExchange }) =>
      to === name && !toExchange ? [from] : [],
    ),
  )
  return {
    producers: indexes(producers, ({ exchange, keys }) =>
      exchange === '' ? keys.some(({ key }) => key === name) : sources.has(exchange),
    ),
    consumers: indexes(consumers, ({ queue }) => queue === name),
  }
}

export function meanServiceUs(service: ServiceTime): number {
  return service.law === 'uniform' ? (service.minUs + service.maxUs) / 2 : service.meanUs
}

/** Smallest of 1, 2, 3, 4, 5, 6, 8 times a power of ten that is at least `value`. */
export function niceCeil(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return power * ([1, 2, 3, 4, 5, 6, 8, 10].find((nice) => nice * power >= value * 0.999999) ?? 10)
}

/** From zero in about two hundred steps. */
function upTo(max: number): DialScale {
  const power = 10 ** Math.floor(Math.log10(max / 200))
  const step = power * ([1, 2, 5, 10].find((nice) => nice * power >= (max / 200) * 0.999999) ?? 10)
  return linearScale(0, max, step)
}

/** Per cent, fine where it is small: that is where it matters. */
const percentScale: DialScale = {
  min: 0,
  max: 100,
  position: (percent) => Math.cbrt(Math.min(100, Math.max(0, percent)) / 100),
  value: (position) => {
    const percent = position ** 3 * 100
    const step = percent < 2 ? 0.1 : percent < 10 ? 0.5 : 1
    return Number((Math.round(percent / step) * step).toFixed(1))
  },
}

const prefetches = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100, 200, 500, 1000]
/** Small whole numbers; 0, no limit, is the highest of all. */
const prefetchScale: DialScale = {
  min: 0,
  max: 65535,
  position: (value) => {
    const step = prefetches.findIndex((prefetch) => prefetch >= value)
    return value === 0 || step < 0 ? 1 : step / prefetches.length
  },
  value: (position) => prefetches[Math.round(position * prefetches.length)] ?? 0,
}

/** The dials that apply to a scope, with the values of the newest frame. */
export function dialsOf({ scenario }: RunDescription, frame: FrameView, scope: DialScope): Dial[] {
  const { producers, consumers } = scope
  const dials: Dial[] = []
  const gauge = (id: DialId, values: readonly number[], scale: DialScale) => {
    const sum = values.reduce((total, one) => total + one, 0)
    const value = Number((sum / values.length).toPrecision(6))
    const mixed = values.some((one) => one !== values[0])
    dials.push({ id, value, mixed, scale })
  }
  if (producers.length > 0) {
    const sum = producers.reduce((total, at) => total + frame.producer(at, 'ratePerSecond'), 0)
    const value = Number(sum.toPrecision(6))
    const begun = producers.reduce(
      (total, at) => total + scenario.producers[at]!.arrivals.ratePerSecond,
      0,
    )
    const max = niceCeil(Math.max(begun * 2.5, value, 1))
    dials.push({ id: 'rate', value, mixed: false, scale: upTo(max) })
  }
  if (consumers.length > 0) {
    const begunMs = meanServiceUs(scenario.consumers[consumers[0]!]!.service) / 1000
    const middle = niceCeil(Math.max(begunMs, 0.01))
    gauge(
      'service',
      consumers.map((at) => frame.consumer(at, 'serviceMeanUs') / 1000),
      logScale(middle / 100, middle * 100),
    )
    gauge(
      'failure',
      consumers.map((at) => frame.consumer(at, 'failureProbability') * 100),
      percentScale,
    )
  }
  if (producers.some((at) => scenario.producers[at]!.poisonShare > 0)) {
    gauge(
      'poison',
      producers.map((at) => frame.producer(at, 'poisonShare') * 100),
      percentScale,
    )
  }
  if (consumers.length > 0) {
    gauge(
      'prefetch',
      consumers.map((at) => frame.consumer(at, 'prefetch')),
      prefetchScale,
    )
  }
  return dials
}

/** Commands that bring a dial to `value`; a whole group is turned by one. */
export function commandsFor(
  { scenario }: RunDescription,
  frame: FrameView,
  scope: DialScope,
  id: DialId,
  value: number,
): DialCommand[] {
  if (id === 'rate') {
    const { producers } = scope
    const total = producers.reduce((sum, at) => sum + frame.producer(at, 'ratePerSecond'), 0)
    const share = (at: number) =>
      total > 0 ? frame.producer(at, 'ratePerSecond') / total : 1 / producers.length
    return targetsOf(scenario.producers, producers, (at) => share(at) * value).map(
      ([target, rate]) => ({
        kind: 'producer.rate',
        target,
        ratePerSecond: Number(rate.toPrecision(9)),
      }),
    )
  }
  const actors = id === 'poison' ? scenario.producers : scenario.consumers
  const wanted = id === 'poison' ? scope.producers : scope.consumers
  return targetsOf(actors, wanted, () => value).map(([target]) => setting(id, target, value))
}

function setting(id: Exclude<DialId, 'rate'>, target: string, value: number): DialCommand {
  switch (id) {
    case 'poison':
      return { kind: 'producer.poison', target, share: value / 100 }
    case 'service':
      return { kind: 'consumer.service', target, meanUs: Math.round(value * 1000) }
    case 'failure':
      return { kind: 'consumer.failure', target, probability: value / 100 }
    case 'prefetch':
      return { kind: 'consumer.prefetch', target, prefetch: Math.round(value) }
  }
}

interface Actor {
  readonly name: string
  readonly group: string
}

/** Names to address: the group where all of it is meant and gets one value, else the actors one by one. */
function targetsOf(
  actors: readonly Actor[],
  wanted: readonly number[],
  ownValue: (index: number) => number,
): (readonly [target: string, value: number])[] {
  const members = new Map<string, number[]>()
  for (const at of wanted) {
    const { group } = actors[at]!
    const those = members.get(group)
    if (those === undefined) members.set(group, [at])
    else those.push(at)
  }
  const sizes = new Map<string, number>()
  for (const { group } of actors) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  return [...members].flatMap(([group, those]) => {
    const value = ownValue(those[0]!)
    const whole = those.length === sizes.get(group)
    return whole && those.every((at) => ownValue(at) === value)
      ? [[group, value] as const]
      : those.map((at) => [actors[at]!.name, ownValue(at)] as const)
  })
}
