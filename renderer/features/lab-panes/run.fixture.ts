/** A small run for the tests of this room: two producers, a queue with a limit, its dead letters, three workers. */
import {
  consumerFields,
  frameLayout,
  frameVersion,
  header,
  producerFields,
  queueFields,
} from '#core/contract/frame.ts'
import { type RunDescription, type RunState, runStates } from '#core/model/run.ts'
import type { ConsumerSpec, ProducerSpec } from '#core/model/scenario.ts'
import { emptyTable, noArguments, type QueueSpec } from '#core/model/topology.ts'
import { FrameView, readFrame } from '#renderer/state/run-frame.ts'
import { RateTable } from '#renderer/state/run-rates.ts'

const link = { latencyUs: 0, bandwidthBytesPerSecond: null }

const producer = (name: string, group: string, ratePerSecond: number): ProducerSpec => ({
  name,
  group,
  exchange: '',
  keys: [{ key: 'work', weight: 1 }],
  arrivals: { law: 'poisson', ratePerSecond },
  sizeBytes: 100,
  persistent: false,
  mandatory: false,
  confirms: false,
  confirmWindow: null,
  expirationMs: null,
  priority: null,
  headers: emptyTable,
  poisonShare: 0,
  messagesMax: null,
  startAtUs: 0,
  node: 1,
  link,
  body: null,
})

const worker = (index: number): ConsumerSpec => ({
  name: `worker-${index}`,
  group: 'worker',
  queue: 'work',
  prefetch: 4,
  autoAck: false,
  priority: 0,
  exclusive: false,
  streamOffset: null,
  service: { law: 'exponential', meanUs: 100_000 },
  failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: 5 },
  crash: { probability: 0, restartAfterUs: null },
  ackTimeoutUs: null,
  startAtUs: 0,
  node: 1,
  link,
})

const queue = (name: string, set: Partial<QueueSpec['arguments']>): QueueSpec => ({
  name,
  type: 'classic',
  durable: true,
  exclusive: false,
  autoDelete: false,
  arguments: { ...noArguments, ...set },
})

export const description: RunDescription = {
  runId: 1,
  loadId: 1,
  guests: null,
  seed: 1,
  exchanges: ['', 'dlx'],
  queues: ['work', 'dead'],
  producers: ['web', 'app'],
  consumers: ['worker-1', 'worker-2', 'worker-3'],
  scenario: {
    title: 'Test',
    summary: '',
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs: null,
    topology: {
      exchanges: [
        {
          name: 'dlx',
          type: 'fanout',
          durable: true,
          autoDelete: false,
          internal: false,
          alternateExchange: null,
        },
      ],
      queues: [queue('work', { maxLength: 1000, deadLetterExchange: 'dlx' }), queue('dead', {})],
      bindings: [{ from: 'dlx', to: 'dead', toExchange: false, key: '', arguments: emptyTable }],
    },
    policies: [],
    producers: [producer('web', 'web', 18), producer('app', 'app', 6)],
    consumers: [worker(1), worker(2), worker(3)],
    faults: [{ kind: 'crash', atUs: 5e6, consumer: 'worker-2', restartAfterUs: 9e6 }],
    expectations: [],
  },
}

type Row<Name extends string> = Readonly<Partial<Record<Name, number>>>

export interface Drawn {
  readonly state?: RunState
  readonly nowUs?: number
  readonly eventsTotal?: number
  readonly queues?: readonly Row<(typeof queueFields)[number]>[]
  readonly producers?: readonly Row<(typeof producerFields)[number]>[]
  readonly consumers?: readonly Row<(typeof consumerFields)[number]>[]
}

/** A frame of the run; actors have the scenario's values unless told otherwise. */
export function frameOf(drawn: Drawn): FrameView {
  const { scenario } = description
  const counts = { queues: 2, exchanges: 2, producers: 2, consumers: 3 }
  const at = frameLayout(counts, 0, 0, 0)
  const bytes = new Uint8Array(at.end)
  const view = new DataView(bytes.buffer)
  view.setUint16(header.version, frameVersion, true)
  view.setUint8(header.nodesUp, 0b111)
  view.setUint8(header.state, runStates.indexOf(drawn.state ?? 'running'))
  view.setUint32(header.runId, 1, true)
  view.setUint32(header.sampleEvery, 1, true)
  view.setFloat64(header.nowUs, drawn.nowUs ?? 0, true)
  view.setFloat64(header.speed, 1, true)
  view.setFloat64(header.eventsTotal, drawn.eventsTotal ?? 100, true)
  const write = <Name extends string>(
    section: number,
    fields: readonly Name[],
    row: number,
    values: Row<Name>,
  ) => {
    fields.forEach((name, column) => {
      view.setFloat64(section + (row * fields.length + column) * 8, values[name] ?? 0, true)
    })
  }
  for (let row = 0; row < 2; row++)
    write(at.queues, queueFields, row, { leader: Number.NaN, ...drawn.queues?.[row] })
  scenario.producers.forEach(({ arrivals, poisonShare }, row) => {
    const own = { ratePerSecond: arrivals.ratePerSecond, poisonShare }
    write(at.producers, producerFields, row, { ...own, ...drawn.producers?.[row] })
  })
  scenario.consumers.forEach(({ prefetch }, row) => {
    const own = { prefetch, serviceMeanUs: 100_000, served: 1 }
    write(at.consumers, consumerFields, row, { ...own, ...drawn.consumers?.[row] })
  })
  const frame = readFrame(bytes, counts, 1)
  if (!(frame instanceof FrameView)) throw new Error(`refused: ${frame}`)
  return frame
}

/** Rates as if each counter had grown like this in one second. */
export function ratesOf(drawn: Drawn): RateTable {
  const rates = new RateTable({ queues: 2, exchanges: 2, producers: 2, consumers: 3 })
  rates.add(frameOf({}).gauges, 0)
  rates.add(frameOf(drawn).gauges, 1e6)
  return rates
}
