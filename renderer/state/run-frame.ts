/** One frame (core/contract/frame.ts) read in place: typed views over the bytes, nothing parsed, nothing copied. */
import {
  type ConsumerField,
  consumerFields,
  type ExchangeField,
  exchangeFields,
  type FrameCounts,
  frameFlags,
  frameLayout,
  frameVersion,
  header,
  headerBytes,
  type ProducerField,
  producerFields,
  type QueueField,
  queueFields,
  type SeriesField,
  seriesFields,
  slotCells,
  tankCells,
} from '#core/contract/frame.ts'
import { limits } from '#core/model/limits.ts'
import { type RunState, runStates } from '#core/model/run.ts'
import { type AlarmKind, alarmKinds, type BrokerNode } from '#core/model/scenario.ts'
import {
  none,
  readRecord,
  recordBytes,
  type TraceEvent,
  type TraceKind,
} from '#core/model/trace.ts'

const columns = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>

export const queueColumn = columns(queueFields)
export const exchangeColumn = columns(exchangeFields)
export const producerColumn = columns(producerFields)
export const consumerColumn = columns(consumerFields)
export const seriesColumn = columns(seriesFields)

/**
 * Why bytes are not a frame of this run. `stale`: a whole frame of another run, to be ignored. The others mean that the
 * two ends do not speak the same frame.
 */
export type FrameRefusal = 'stale' | 'version' | 'length' | 'range'

/** Run id of a frame, or null when the bytes are no frame at all. Says nothing about the rest of it. */
export function frameRunId(bytes: Uint8Array): number | null {
  if (bytes.byteLength < headerBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  return view.getUint16(header.version, true) === frameVersion
    ? view.getUint32(header.runId, true)
    : null
}

/** Reads `bytes` as a frame of run `runId` with `counts` parts. Header, length and event ids are checked. */
export function readFrame(
  bytes: Uint8Array,
  counts: FrameCounts,
  runId: number,
): FrameView | FrameRefusal {
  if (bytes.byteLength < headerBytes) return 'length'
  const found = frameRunId(bytes)
  if (found === null) return 'version'
  if (found !== runId) return 'stale'
  // Views of doubles need an address that is a multiple of 8; a transport may hand over any.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const frame = new FrameView(aligned, counts)
  if (runStates[frame.stateIndex] === undefined) return 'range'
  if (frame.eventCount > limits.frameEvents) return 'range'
  if (frame.byteLength !== bytes.byteLength) return 'length'
  return frame.eventsInRange() ? frame : 'range'
}

export class FrameView {
  readonly counts: FrameCounts
  readonly byteLength: number
  readonly stateIndex: number
  readonly flags: number
  readonly sequence: number
  /** n of "1 in n"; 1: every event is in the frame. */
  readonly sampleEvery: number
  readonly nowUs: number
  /** Virtual seconds per wall second asked for; Infinity = max. */
  readonly speed: number
  readonly eventsTotal: number
  readonly eventsPerSecond: number
  readonly recordsTotal: number
  readonly pointCount: number
  readonly eventCount: number
  readonly #alarms: number
  readonly #nodesUp: number
  readonly #nodesParted: number
  /** All gauges and counters: queues, exchanges, producers, consumers, in this order, a row each. */
  readonly gauges: Float64Array
  readonly points: Float64Array
  readonly #exchangesAt: number
  readonly #producersAt: number
  readonly #consumersAt: number
  readonly #tanks: Uint8Array | null
  readonly #slots: Uint8Array | null
  readonly #events: DataView

  /** Takes bytes whose offset is a multiple of 8; use `readFrame`, which checks them. */
  constructor(bytes: Uint8Array, counts: FrameCounts) {
    const { buffer, byteOffset } = bytes
    const head = new DataView(buffer, byteOffset, headerBytes)
    this.counts = counts
    this.stateIndex = head.getUint8(header.state)
    this.flags = head.getUint8(header.flags)
    this.sequence = head.getUint32(header.sequence, true)
    this.sampleEvery = Math.max(1, head.getUint32(header.sampleEvery, true))
    this.nowUs = head.getFloat64(header.nowUs, true)
    this.speed = head.getFloat64(header.speed, true)
    this.eventsTotal = head.getFloat64(header.eventsTotal, true)
    this.eventsPerSecond = head.getFloat64(header.eventsPerSecond, true)
    this.recordsTotal = head.getFloat64(header.recordsTotal, true)
    this.pointCount = head.getUint32(header.pointCount, true)
    this.eventCount = head.getUint32(header.eventCount, true)
    this.#alarms = head.getUint8(header.alarms)
    this.#nodesUp = head.getUint8(header.nodesUp)
    this.#nodesParted = head.getUint8(header.nodesParted)
    const at = frameLayout(counts, this.flags, this.pointCount, this.eventCount)
    this.byteLength = at.end
    this.#exchangesAt = (at.exchanges - at.queues) / 8
    this.#producersAt = (at.producers - at.queues) / 8
    this.#consumersAt = (at.consumers - at.queues) / 8
    const whole = at.end === bytes.byteLength
    this.gauges = whole
      ? new Float64Array(buffer, byteOffset + at.queues, (at.tanks - at.queues) / 8)
      : new Float64Array()
    this.points = whole
      ? new Float64Array(buffer, byteOffset + at.points, (at.events - at.points) / 8)
      : new Float64Array()
    this.#tanks = whole && this.flags & frameFlags.tanks ? bytes.subarray(at.tanks, at.slots) : null
    this.#slots =
      whole && this.flags & frameFlags.slots ? bytes.subarray(at.slots, at.points) : null
    this.#events = new DataView(
      buffer,
      byteOffset + (whole ? at.events : 0),
      whole ? at.end - at.events : 0,
    )
  }

  get state(): RunState {
    return runStates[this.stateIndex] ?? 'halted'
  }

  isAlarmed(alarm: AlarmKind): boolean {
    return (this.#alarms & (1 << alarmKinds.indexOf(alarm))) !== 0
  }

  isUp(node: BrokerNode): boolean {
    return (this.#nodesUp & (1 << (node - 1))) !== 0
  }

  /** It does not hear the others. */
  isParted(node: BrokerNode): boolean {
    return (this.#nodesParted & (1 << (node - 1))) !== 0
  }

  /** The points are the whole history of the charts, not an addition to it. */
  get reset(): boolean {
    return (this.flags & frameFlags.reset) !== 0
  }

  queue(index: number, field: QueueField): number {
    return this.gauges[index * queueFields.length + queueColumn[field]] ?? Number.NaN
  }

  exchange(index: number, field: ExchangeField): number {
    const at = this.#exchangesAt + index * exchangeFields.length + exchangeColumn[field]
    return this.gauges[at] ?? Number.NaN
  }

  producer(index: number, field: ProducerField): number {
    const at = this.#producersAt + index * producerFields.length + producerColumn[field]
    return this.gauges[at] ?? Number.NaN
  }

  consumer(index: number, field: ConsumerField): number {
    const at = this.#consumersAt + index * consumerFields.length + consumerColumn[field]
    return this.gauges[at] ?? Number.NaN
  }

  /** Cell states of a queue's tank (`tankCell`), head first; null when the run has too many queues for detail. */
  tank(queue: number): Uint8Array | null {
    return this.#tanks?.subarray(queue * tankCells, (queue + 1) * tankCells) ?? null
  }

  /** Pairs (attempt, progress 0..255) of a consumer's prefetch slots; null when left out. */
  slots(consumer: number): Uint8Array | null {
    const bytes = slotCells * 2
    return this.#slots?.subarray(consumer * bytes, (consumer + 1) * bytes) ?? null
  }

  /** Sampled record `index` of this frame. Its `index` in the log is known only when nothing was left out; else -1. */
  event(index: number): TraceEvent {
    const first = this.sampleEvery === 1 ? this.recordsTotal - this.eventCount : -1
    return readRecord(this.#events, index, first < 0 ? -1 : first + index)
  }

  /** The kind of record `index`, without reading the rest of it. */
  eventKind(index: number): TraceKind {
    return this.#events.getUint8(index * recordBytes + 8) as TraceKind
  }

  /** A value of new chart point `index`. */
  point(index: number, field: SeriesField): number {
    return this.points[index * seriesFields.length + seriesColumn[field]] ?? Number.NaN
  }

  /** False when a record names a queue or an actor the run does not have. */
  eventsInRange(): boolean {
    const { queues, producers, consumers } = this.counts
    for (let at = 0; at < this.eventCount * recordBytes; at += recordBytes) {
      const queue = this.#events.getUint32(at + 20, true)
      const actor = this.#events.getUint32(at + 24, true)
      if (queue !== none && queue >= queues) return false
      if (actor !== none && actor >= producers + consumers) return false
    }
    return true
  }
}
