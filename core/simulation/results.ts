/** What a run adds up to so far, and whether the scenario's expectations hold. */
import type { Broker } from '#core/engine/broker.ts'
import type { Histogram } from '#core/metrics/histogram.ts'
import type { Meters } from '#core/metrics/meters.ts'
import type { GuestConsumer, GuestProducer } from '#core/model/guest.ts'
import type {
  ConsumerResult,
  ExpectationVerdict,
  ProducerResult,
  QueueResult,
  RunResult,
} from '#core/model/result.ts'
import type { RunDescription } from '#core/model/run.ts'
import type { Expectation, Scenario } from '#core/model/scenario.ts'
import type { Consumers } from './consumers.ts'
import type { Guests } from './guests.ts'
import type { Producers } from './producers.ts'

export interface ResultParts {
  readonly description: RunDescription
  readonly broker: Broker
  readonly meters: Meters
  readonly producers: Producers
  readonly consumers: Consumers
  readonly guests: Guests | null
}

export interface Ran extends ResultParts {
  readonly scenario: Scenario
  readonly nowUs: number
  readonly eventsTotal: number
  hash(): string
}

/** `wallMs` is the caller's measurement: the core reads no clock. */
export function runResult(run: Ran, wallMs: number): RunResult {
  return {
    hash: run.hash(),
    events: run.eventsTotal,
    virtualMs: run.nowUs / 1000,
    wallMs,
    ...resultTables(run),
  }
}

export function verdictsOf(run: Ran): readonly ExpectationVerdict[] {
  const tables = resultTables(run)
  return run.scenario.expectations.map((expectation) => verdictOf(tables, expectation))
}

type Tables = Pick<RunResult, 'queues' | 'producers' | 'consumers'>

/** Own properties only, so `__proto__` is a name like another. */
export function resultTables(parts: ResultParts): Tables {
  const { description, guests } = parts
  const { queues, scenario } = description
  const actors = guests?.actors ?? []
  const guestProducers = actors.filter((actor) => actor.role === 'producer')
  const guestConsumers = actors.filter((actor) => actor.role === 'consumer')
  const own = scenario.producers.slice(0, scenario.producers.length - guestProducers.length)
  const workers = scenario.consumers.slice(0, scenario.consumers.length - guestConsumers.length)
  return {
    queues: Object.fromEntries(queues.map((name, queue) => [name, queueResult(parts, queue)])),
    producers: Object.fromEntries([
      ...own.map(({ name }, producer) => [name, producerResult(parts, producer)]),
      ...guestProducers.map((guest) => [guest.name, outcomeOf(guest)]),
    ]),
    consumers: Object.fromEntries([
      ...workers.map(({ name }, consumer) => [name, consumerResult(parts, consumer)]),
      ...guestConsumers.map((guest) => [guest.name, workOf(guest, parts.broker.nowUs)]),
    ]),
  }
}

/** An expectation about a thing or a measure that is not there does not hold: its actual value is null. */
export function verdictOf(tables: Tables, expectation: Expectation): ExpectationVerdict {
  const { of, name, measure, atLeast, atMost } = expectation
  const table = tables[`${of}s`]
  const row: object | undefined = Object.hasOwn(table, name) ? table[name] : undefined
  const found: unknown =
    row !== undefined && Object.hasOwn(row, measure) ? Reflect.get(row, measure) : null
  const actual = typeof found === 'number' ? found : null
  const holds =
    actual !== null &&
    (atLeast === null || actual >= atLeast) &&
    (atMost === null || actual <= atMost)
  return { expectation, holds, actual }
}

function queueResult({ broker, meters }: ResultParts, queue: number): QueueResult {
  const meter = meters.queue(queue)
  const { sojourn } = meter
  const wait = meter.wait()
  return {
    published: meter.published,
    delivered: meter.delivered,
    acked: meter.acked,
    redelivered: meter.redelivered,
    deadLettered: meter.deadLettered,
    expired: meter.expired,
    dropped: meter.dropped,
    ready: broker.ready(queue),
    unacked: broker.unacked(queue),
    depthMean: meter.depthMean(),
    waitMeanMs: milliseconds(wait.mean()),
    waitP50Ms: percentileMs(wait, 0.5),
    waitP95Ms: percentileMs(wait, 0.95),
    waitP99Ms: percentileMs(wait, 0.99),
    sojournMeanMs: milliseconds(sojourn.mean()),
    sojournP50Ms: percentileMs(sojourn, 0.5),
    sojournP95Ms: percentileMs(sojourn, 0.95),
    sojournP99Ms: percentileMs(sojourn, 0.99),
  }
}

function producerResult({ producers }: ResultParts, producer: number): ProducerResult {
  const { published, confirmed, returned, refused } = producers.outlet(producer)
  return { published, confirmed, returned, refused }
}

function consumerResult({ consumers, broker }: ResultParts, consumer: number): ConsumerResult {
  const { delivered, acked, nacked, crashed } = consumers.worker(consumer)
  return {
    delivered,
    acked,
    nacked,
    crashed,
    busyShare: broker.nowUs === 0 ? 0 : consumers.busyUs(consumer) / broker.nowUs,
  }
}

function outcomeOf({ published, confirmed, returned, refused }: GuestProducer): ProducerResult {
  return { published, confirmed, returned, refused }
}

/** How much of the time it held something: more than all of it when it holds several at once. */
function workOf(
  { delivered, acked, nacked, heldUs }: GuestConsumer,
  nowUs: number,
): ConsumerResult {
  return { delivered, acked, nacked, crashed: 0, busyShare: nowUs === 0 ? 0 : heldUs / nowUs }
}

function percentileMs(histogram: Histogram, share: number): number | null {
  return milliseconds(histogram.percentile(share))
}

function milliseconds(us: number): number | null {
  return Number.isNaN(us) ? null : us / 1000
}
