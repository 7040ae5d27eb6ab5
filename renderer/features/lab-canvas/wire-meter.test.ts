import { expect, test } from 'vitest'
import type { RunDescription } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { frameOf } from './frame.fixture.ts'
import { graphOf } from './graph.ts'
import { RunIndex } from './run-index.ts'
import { poison, poisonRun, producerSpec, queueSpec } from './scenario.fixture.ts'
import { meterOf } from './wire-meter.ts'

function meter(run: RunDescription, id: string) {
  const graph = graphOf(run.scenario)
  const wire = graph.wires.find((each) => each.id === id)!
  return meterOf(wire, graph, new RunIndex(run))
}

test('what comes back is acks and returns together', () => {
  const frame = frameOf(poisonRun, { consumers: [{ delivered: 9, acked: 5, nacked: 2 }] })
  const wire = meter(poisonRun, 'deliver queue:orders.work consumer:worker-1')
  expect([wire.out(frame), wire.back(frame), wire.returned(frame)]).toEqual([9, 7, 2])
})

test('the only wire into a queue carries all that is published to it', () => {
  const frame = frameOf(poisonRun, { queues: [{ published: 24 }] })
  expect(meter(poisonRun, 'route exchange:orders queue:orders.work').out(frame)).toBe(24)
})

test('several wires into a queue share its arrivals by what their sources sent', () => {
  const { topology } = poison
  const both: Scenario = {
    ...poison,
    topology: {
      ...topology,
      bindings: [...topology.bindings, { ...topology.bindings[0]!, from: 'orders.dlx' }],
    },
  }
  const run = { ...poisonRun, scenario: both }
  const frame = frameOf(run, {
    queues: [{ published: 40 }],
    exchanges: [{}, { routed: 30 }, { routed: 10 }],
  })
  expect(meter(run, 'route exchange:orders queue:orders.work').out(frame)).toBe(30)
  expect(meter(run, 'route exchange:orders.dlx queue:orders.work').out(frame)).toBe(10)
})

test('a producer with a wire per queue is told apart by what each queue got', () => {
  const scenario: Scenario = {
    ...poison,
    topology: { exchanges: [], queues: [queueSpec('a'), queueSpec('b')], bindings: [] },
    producers: [
      {
        ...producerSpec('p', 1),
        exchange: '',
        keys: ['a', 'b'].map((key) => ({ key, weight: 1 })),
      },
    ],
    consumers: [],
  }
  const run: RunDescription = {
    ...poisonRun,
    scenario,
    exchanges: [''],
    queues: ['a', 'b'],
    producers: ['p'],
    consumers: [],
  }
  const frame = frameOf(run, {
    queues: [{ published: 3 }, { published: 4 }],
    producers: [{ published: 7 }],
  })
  expect(meter(run, 'publish producer:p queue:b').out(frame)).toBe(4)
})
