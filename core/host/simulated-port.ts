/** The engine's worker as the simulated connector sees it. */
import type { SimulatedPort } from '#core/connectors/simulated/simulated.ts'
import type { Engine } from './engine-calls.ts'

export const simulatedPort = (engine: Engine, nowMs: () => number): SimulatedPort => ({
  loaded: async () => (await engine.call('describe', {}))?.scenario.title ?? null,
  queues: () => engine.call('brokerQueues', {}),
  exchanges: () => engine.call('brokerExchanges', {}),
  queue: (queue) => engine.call('brokerQueue', { queue }),
  browse: (queue, count) => engine.call('brokerBrowse', { queue, count }),
  publish: (request) => engine.call('brokerPublish', request),
  nowMs,
})
