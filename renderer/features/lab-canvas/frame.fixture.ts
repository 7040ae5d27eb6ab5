/** Frames as the host sends them, with the numbers a test cares about; everything else is 0. */
import {
  type ConsumerField,
  consumerFields,
  type ExchangeField,
  exchangeFields,
  frameLayout,
  frameVersion,
  header,
  type ProducerField,
  producerFields,
  type QueueField,
  queueFields,
} from '#core/contract/frame.ts'
import { type RunDescription, type RunState, runStates } from '#core/model/run.ts'
import { recordBytes, type TraceEvent } from '#core/model/trace.ts'
import { type FrameView, readFrame } from '#renderer/state/run-frame.ts'

interface Numbers {
  readonly queues?: readonly Partial<Record<QueueField, number>>[]
  readonly exchanges?: readonly Partial<Record<ExchangeField, number>>[]
  readonly producers?: readonly Partial<Record<ProducerField, number>>[]
  readonly consumers?: readonly Partial<Record<ConsumerField, number>>[]
  readonly nowUs?: number
  readonly speed?: number
  readonly state?: RunState
  readonly events?: readonly TraceEvent[]
}

export function frameOf(run: RunDescription, numbers: Numbers): FrameView {
  const counts = {
    queues: run.queues.length,
    exchanges: run.exchanges.length,
    producers: run.producers.length,
    consumers: run.consumers.length,
  }
  const events = numbers.events ?? []
  const at = frameLayout(counts, 0, 0, events.length)
  const bytes = new Uint8Array(at.end)
  const view = new DataView(bytes.buffer)
  view.setUint16(header.version, frameVersion, true)
  view.setUint8(header.nodesUp, 0b111)
  view.setUint8(header.state, runStates.indexOf(numbers.state ?? 'running'))
  view.setUint32(header.runId, run.runId, true)
  view.setUint32(header.sampleEvery, 1, true)
  view.setFloat64(header.nowUs, numbers.nowUs ?? 0, true)
  view.setFloat64(header.speed, numbers.speed ?? 1, true)
  view.setUint32(header.eventCount, events.length, true)
  fill(view, at.queues, queueFields, numbers.queues)
  fill(view, at.exchanges, exchangeFields, numbers.exchanges)
  fill(view, at.producers, producerFields, numbers.producers)
  fill(view, at.consumers, consumerFields, numbers.consumers)
  for (const [index, event] of events.entries()) {
    const start = at.events + index * recordBytes
    view.setFloat64(start, event.timeUs, true)
    view.setUint32(start + 8, event.kind | (event.reason << 8) | (event.attempt << 16), true)
    view.setUint32(start + 12, event.messageId, true)
    view.setUint32(start + 20, event.queue, true)
    view.setUint32(start + 24, event.actor, true)
    view.setUint32(start + 28, event.detail, true)
  }
  const frame = readFrame(bytes, counts, run.runId)
  if (typeof frame === 'string') throw new Error(`the fixture made no frame: ${frame}`)
  return frame
}

function fill<Field extends string>(
  view: DataView,
  start: number,
  fields: readonly Field[],
  rows: readonly Partial<Record<Field, number>>[] = [],
): void {
  for (const [row, values] of rows.entries()) {
    for (const [column, field] of fields.entries()) {
      const usual = field === 'served' ? 1 : field === 'leader' ? Number.NaN : 0
      view.setFloat64(start + (row * fields.length + column) * 8, values[field] ?? usual, true)
    }
  }
}
