/**
 * The live picture of a run as one binary frame, at most 20 a second, newest state wins: a frame alone is enough to
 * redraw everything but the past of the charts. Built in the engine's worker, forwarded as bytes by every shell, read
 * in the page with typed-array views and no parsing. Little-endian; every section starts on a multiple of 8.
 *
 * ```
 * header     72 B   see `header` below
 * queues     f64[queues][queueFields]
 * exchanges  f64[exchanges][exchangeFields]
 * producers  f64[producers][producerFields]
 * consumers  f64[consumers][consumerFields]
 * tanks      u8 [queues][tankCells]   cell states, head first; only when flag `tanks` is set
 * slots      u8 [consumers][slotCells][2]  attempt (0 = empty), progress 0..255; only when flag `slots` is set
 * points     f64[pointCount][seriesFields]  chart points new since the last frame (all of them after flag `reset`)
 * events     32 B [eventCount]        sampled trace records (model/trace.ts)
 * ```
 */

export const frameVersion = 2
export const headerBytes = 72

/** Byte offsets in the header. */
export const header = {
  version: 0, // u16
  state: 2, // u8: index in runStates
  flags: 3, // u8: see frameFlags
  runId: 4, // u32
  sequence: 8, // u32
  sampleEvery: 12, // u32: n of "1 in n"; 1 = every event is in `events`
  nowUs: 16, // f64
  speed: 24, // f64: virtual seconds per wall second asked for; Infinity = max
  eventsTotal: 32, // f64: agenda events applied
  eventsPerSecond: 40, // f64: wall
  recordsTotal: 48, // f64: records in the log
  pointCount: 56, // u32
  eventCount: 60, // u32
  alarms: 64, // u8: a bit for each alarm that is on, in the order of alarmKinds
  nodesUp: 65, // u8: a bit for each node, the first node's the lowest
  nodesParted: 66, // u8: the same, of nodes that do not hear the others
} as const

export const frameFlags = { reset: 1, tanks: 2, slots: 4 } as const

/** Gauges and counters; counters are totals since the run began. */
export const queueFields = [
  'ready',
  'unacked',
  'published',
  'delivered',
  'acked',
  'redelivered',
  'deadLettered',
  'expired',
  'dropped',
  /** Enqueue time of the message at the head; NaN when empty. */
  'oldestUs',
  /** Neither ready nor unacked: returns that wait for their retry, dead letters kept until they have arrived. */
  'aside',
  /** Node that leads a quorum queue, from 1; 0 while no majority is up; NaN of other queues. */
  'leader',
  /** Why messages were dead-lettered. */
  'deadRejected',
  'deadExpired',
  'deadMaxlen',
  'deadDeliveryLimit',
] as const
export const exchangeFields = ['published', 'routed', 'unroutable'] as const
export const producerFields = [
  'published',
  'confirmed',
  'returned',
  'refused',
  'ratePerSecond',
  'poisonShare',
  /** 0 running, 1 stopped, 2 blocked on its confirm window, 3 by an alarm, 4 because no node is up. */
  'state',
  /** Node it is connected to, from 1; 0: none. */
  'node',
] as const
export const consumerFields = [
  'delivered',
  'acked',
  'nacked',
  'crashed',
  'redelivered',
  'unacked',
  'prefetch',
  'serviceMeanUs',
  'failureProbability',
  /** Virtual microseconds spent serving. */
  'busyUs',
  /** 0 up, 1 down, 2 up and without a subscription. */
  'state',
  /** Node it is connected to, from 1; 0: none. */
  'node',
  /** 1 when it may be served, 0 when another consumer is the active one of its queue, or it has no subscription. */
  'served',
  /** Messages of a stream it has not been given; NaN of other queues. */
  'behind',
] as const

/** One chart point: gauges at `timeUs`, rates and percentiles over the interval that ends there. NaN = no value. */
export const seriesFields = [
  'timeUs',
  'ready',
  'unacked',
  'deadLettered',
  'publishedPerSecond',
  'deliveredPerSecond',
  'ackedPerSecond',
  'redeliveredPerSecond',
  'waitP50Us',
  'waitP95Us',
  'waitP99Us',
] as const

export type QueueField = (typeof queueFields)[number]
export type ExchangeField = (typeof exchangeFields)[number]
export type ProducerField = (typeof producerFields)[number]
export type ConsumerField = (typeof consumerFields)[number]
export type SeriesField = (typeof seriesFields)[number]

/** Cells of a tank: ready from the head, then unacked; more messages than cells: the page draws from the counts. */
export const tankCells = 96
export const tankCell = {
  none: 0,
  ready: 1,
  redelivered: 2,
  unacked: 3,
  unackedRedelivered: 4,
  dead: 5,
} as const
export const slotCells = 8
/** Above this many queues or consumers, tanks or slots are left out of the frame. */
export const detailMax = 64

export interface FrameCounts {
  readonly queues: number
  readonly exchanges: number
  readonly producers: number
  readonly consumers: number
}

/** Byte offset of each section, from the counts of the run and the header of the frame. */
export interface FrameLayout {
  readonly queues: number
  readonly exchanges: number
  readonly producers: number
  readonly consumers: number
  readonly tanks: number
  readonly slots: number
  readonly points: number
  readonly events: number
  readonly end: number
}

const align = (bytes: number) => (bytes + 7) & ~7

export function frameLayout(
  counts: FrameCounts,
  flags: number,
  pointCount: number,
  eventCount: number,
): FrameLayout {
  const queues = headerBytes
  const exchanges = queues + counts.queues * queueFields.length * 8
  const producers = exchanges + counts.exchanges * exchangeFields.length * 8
  const consumers = producers + counts.producers * producerFields.length * 8
  const tanks = consumers + counts.consumers * consumerFields.length * 8
  const slots = tanks + (flags & frameFlags.tanks ? align(counts.queues * tankCells) : 0)
  const points = slots + (flags & frameFlags.slots ? align(counts.consumers * slotCells * 2) : 0)
  const events = points + pointCount * seriesFields.length * 8
  return {
    queues,
    exchanges,
    producers,
    consumers,
    tanks,
    slots,
    points,
    events,
    end: events + eventCount * 32,
  }
}
