import { expect, test } from 'vitest'
import { noProperties as plain } from '#core/model/message.ts'
import { consumer, producer, queue, scenario, second } from './scenario.fixture.ts'
import { Simulation } from './simulation.ts'

const three = { messagesMax: 3, arrivals: { law: 'constant', ratePerSecond: 2 } } as const

test('a new rate takes effect in the middle of a gap', () => {
  const simulation = new Simulation(
    scenario(
      { queues: [queue('q')] },
      // The second keeps the clock going while the first is silent.
      { producers: [producer('p', 'q'), producer('tick', 'q')] },
    ),
  )
  simulation.advance(0.4 * second, 10)
  simulation.command({ kind: 'producer.rate', target: 'p', ratePerSecond: 4 })
  simulation.advance(second, 10)
  simulation.command({ kind: 'producer.rate', target: 'p', ratePerSecond: 0 })
  simulation.advance(10 * second, 100)
  simulation.command({ kind: 'producer.rate', target: 'p', ratePerSecond: 2 })
  simulation.advance(11 * second, 10)
  const published = simulation.log
    .read(0, 100)
    .filter(({ kind, actor }) => kind === 1 && actor === 0)
  // 0.6 s of the gap were left: 0.15 s at four times the rate. Then every 0.25 s; silence; then every 0.5 s.
  expect(published.map(({ timeUs }) => timeUs / second)).toEqual([0.55, 0.8, 10.5, 11])
})

test('a producer that was stopped by hand stays so when the fault that stopped it too is over', () => {
  const simulation = new Simulation(
    scenario(
      { queues: [queue('q')] },
      {
        policies: [],
        producers: [producer('p', 'q')],
        faults: [{ kind: 'stop', atUs: 1.5 * second, producer: 'p', forUs: second }],
      },
    ),
  )
  simulation.advance(2 * second, 10)
  simulation.command({ kind: 'producer.stop', target: 'p' })
  expect(simulation.advance(9 * second, 10)).toBe('idle')
  expect(simulation.producers.outlet(0).published).toBe(1)
  simulation.command({ kind: 'producer.start', target: 'p' })
  simulation.advance(simulation.nowUs + second, 10)
  expect(simulation.producers.outlet(0).published).toBe(2)
})

test('a surge multiplies the rate for its time, a slow-down the service time', () => {
  const simulation = new Simulation(
    scenario(
      { queues: [queue('q')] },
      {
        producers: [producer('p', 'q')],
        consumers: [consumer('c', 'q')],
        faults: [
          { kind: 'surge', atUs: 2 * second, producer: 'p', factor: 10, forUs: 3 * second },
          { kind: 'slow', atUs: 2 * second, consumer: 'c', factor: 3, forUs: null },
        ],
      },
    ),
  )
  simulation.advance(4 * second, 1000)
  expect(simulation.producers.arrivals.ratePerSecond[0]).toBe(10)
  expect(simulation.consumers.service.meanUs[0]).toBe(300_000)
  simulation.advance(6 * second, 1000)
  expect(simulation.producers.arrivals.ratePerSecond[0]).toBe(1)
  expect(simulation.marks).toMatchObject([
    { by: 'fault', fault: 0, atUs: 2 * second, untilUs: 5 * second },
    { by: 'fault', fault: 1, untilUs: null },
  ])
  expect(simulation.producers.outlet(0).published).toBe(2 + 30 + 1)
})

test('a look hands out messages and hands them back to their places, marked', () => {
  const simulation = new Simulation(
    scenario({ queues: [queue('q')] }, { producers: [producer('p', 'q', { ...three })] }),
    { checkEveryEvent: true },
  )
  simulation.advance(9 * second, 100)
  const first = simulation.browse('q', 2)
  expect(first.map(({ messageId, redelivered }) => [messageId, redelivered])).toEqual([
    [1, false],
    [2, false],
  ])
  expect(simulation.broker.ready(0)).toBe(3)
  const again = simulation.browse('q', 10)
  expect(again.map(({ messageId, redelivered }) => [messageId, redelivered])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ])
  expect(JSON.parse(again[2]!.text!)).toMatchObject({ id: 3, producer: 'p', key: 'q' })
  expect(again[2]!.text).toHaveLength(100)
})

test('what was published by hand is there, byte for byte', () => {
  const simulation = new Simulation(scenario({ queues: [queue('q')] }, {}))
  const publish = (routingKey: string) =>
    simulation.publishOne({
      kind: 'message.publish',
      target: '',
      routingKey,
      properties: { ...plain, contentType: 'text/plain', deliveryMode: 2 },
      bodyBase64: 'aGVsbG8=',
    })
  expect(publish('q')).toEqual({ outcome: 'routed' })
  expect(publish('nowhere')).toMatchObject({ outcome: 'unroutable' })
  expect(simulation.browse('q', 9)).toMatchObject([
    {
      producer: null,
      text: null,
      template: { sizeBytes: 5, persistent: true },
      published: { bodyBase64: 'aGVsbG8=', properties: { contentType: 'text/plain' } },
    },
  ])
})

test('the slots of a consumer show the message in work first, with how far it is', () => {
  const simulation = new Simulation(
    scenario(
      { queues: [queue('q')] },
      {
        producers: [
          producer('p', 'q', { ...three, arrivals: { law: 'bursts', ratePerSecond: 1, size: 3 } }),
        ],
        consumers: [consumer('c', 'q', { prefetch: 2 })],
      },
    ),
  )
  simulation.advance(50_000, 100)
  const out = new Uint8Array(16)
  simulation.consumers.slots(0, 8, out, 0)
  expect([...out.subarray(0, 6)]).toEqual([1, 127, 1, 0, 0, 0])
  expect(simulation.consumers.busyUs(0)).toBe(50_000)
  expect(simulation.consumers.channels.unacked(0)).toBe(2)
})
