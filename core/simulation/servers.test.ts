import { expect, test } from 'vitest'
import type { Command } from '#core/model/command.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { noArguments, type QueueSpec } from '#core/model/topology.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { consumerState } from './consumers.ts'
import { producerState } from './producers.ts'
import { consumer, producer, queue, scenario, second } from './scenario.fixture.ts'
import { Simulation } from './simulation.ts'

const quorum = (name: string, set: Partial<QueueSpec['arguments']> = {}): QueueSpec => ({
  ...queue(name),
  type: 'quorum',
  arguments: { ...noArguments, ...set },
})
const stream = (name: string, set: Partial<QueueSpec['arguments']> = {}): QueueSpec => ({
  ...queue(name),
  type: 'stream',
  arguments: { ...noArguments, ...set },
})

/** A quorum queue, a producer with confirms and a consumer. */
const cluster = (set: Partial<Scenario> = {}): Scenario =>
  scenario(
    { queues: [quorum('q')] },
    {
      producers: [producer('p', 'q', { confirms: true, confirmWindow: 3 })],
      consumers: [consumer('c', 'q')],
      durationUs: 60 * second,
      ...set,
    },
  )

const run = (of: Scenario) => new Simulation(of, { checkEveryEvent: true })
const until = (simulation: Simulation, seconds: number) => simulation.advance(seconds * second, 1e6)
const kinds = (simulation: Simulation, kind: TraceKind) =>
  simulation.log.read(0, 1e6).filter((event) => event.kind === kind)

test('under an alarm a producer waits, and when it is over what was held arrives before it goes on', () => {
  const simulation = run(
    cluster({
      faults: [{ kind: 'alarm', atUs: 10 * second, alarm: 'memory', forUs: 20 * second }],
    }),
  )
  until(simulation, 9.5)
  expect(simulation.meters.queue(0).published).toBe(9)
  until(simulation, 29)
  expect(simulation.producers.state[0]).toBe(producerState.alarmed)
  expect(simulation.meters.queue(0).published).toBe(9)
  expect(kinds(simulation, TraceKind.producerBlocked).map(({ detail }) => detail)).toEqual([1])
  until(simulation, 40)
  expect(simulation.producers.state[0]).toBe(producerState.running)
  expect(simulation.meters.queue(0).published).toBe(simulation.producers.outlet(0).published)
})

test('an alarm raised by hand is cleared by hand, whatever fault raised it too', () => {
  const simulation = run(
    cluster({ faults: [{ kind: 'alarm', atUs: second, alarm: 'disk', forUs: 30 * second }] }),
  )
  until(simulation, 5)
  simulation.command({ kind: 'broker.alarm', target: 'disk', on: false })
  expect(simulation.servers.isOn('disk')).toBe(false)
  until(simulation, 10)
  expect(simulation.producers.state[0]).toBe(producerState.running)
})

test('a node that stops takes its clients along: they connect to another, and its queues get another leader', () => {
  const simulation = run(cluster())
  until(simulation, 5.05)
  simulation.command({ kind: 'node.stop', target: '1' })
  expect(simulation.broker.leaderOf(0)).toBe(1)
  expect(kinds(simulation, TraceKind.leaderElected).map(({ detail }) => detail)).toEqual([2])
  expect(simulation.producers.outlet(0).node).toBe(2)
  until(simulation, 20)
  const { published, acked } = simulation.meters.queue(0)
  expect(published).toBe(20)
  expect(acked).toBeGreaterThan(18)
  expect(simulation.consumers.worker(0).node).toBe(2)
})

test('without a majority nothing is confirmed, so the window fills; without any node nobody is connected', () => {
  const simulation = run(cluster())
  for (const target of ['1', '2'] as const) simulation.command({ kind: 'node.stop', target })
  until(simulation, 10)
  expect(simulation.producers.state[0]).toBe(producerState.blocked)
  expect(simulation.producers.outlet(0).confirmed).toBe(0)
  simulation.command({ kind: 'node.stop', target: '3' })
  until(simulation, 20)
  expect(simulation.producers.state[0]).toBe(producerState.away)
  expect(simulation.consumers.stateOf(0)).toBe(consumerState.unsubscribed)
  for (const target of ['1', '2'] as const) simulation.command({ kind: 'node.start', target })
  until(simulation, 40)
  expect(simulation.producers.state[0]).toBe(producerState.running)
  expect(simulation.meters.queue(0).acked).toBeGreaterThan(10)
})

test('a parted node leads nothing, and the clients it has get no confirms until it hears the others', () => {
  const simulation = run(
    cluster({ faults: [{ kind: 'partition', atUs: second / 2, node: 1, forUs: 10 * second }] }),
  )
  until(simulation, 10)
  expect(simulation.broker.leaderOf(0)).toBe(1)
  expect(simulation.producers.state[0]).toBe(producerState.blocked)
  until(simulation, 20)
  expect(simulation.producers.outlet(0).confirmed).toBeGreaterThan(5)
})

test.each(['clean', 'crash'] as const)(
  'a %s restart keeps what is durable; all connect again',
  (how) => {
    const simulation = run(
      scenario(
        { queues: [queue('q'), { ...queue('brief'), durable: false }] },
        {
          producers: [
            producer('p', 'q'),
            producer('weak', 'q', { persistent: false }),
            producer('lost', 'brief'),
          ],
          consumers: [consumer('c', 'q', { startAtUs: 30 * second }), consumer('d', 'brief')],
          faults: [{ kind: 'restartBroker', atUs: 10.5 * second, how }],
          durationUs: 20 * second,
        },
      ),
    )
    until(simulation, 20)
    const { published, dropped } = simulation.meters.queue(0)
    expect(published).toBe(40)
    expect(dropped).toBe(10)
    expect(simulation.consumers.stateOf(1)).toBe(consumerState.unsubscribed)
    expect(kinds(simulation, TraceKind.connectionLost).length).toBe(4)
  },
)

test('a stream is not emptied by reading: each reader gets all of it, from where it says', () => {
  const simulation = run(
    scenario(
      { queues: [stream('s', { maxLengthBytes: 2000, maxSegmentBytes: 500 })] },
      {
        producers: [producer('p', 's')],
        consumers: [
          consumer('first', 's', { prefetch: 10, streamOffset: 'first', startAtUs: 10.5 * second }),
          consumer('next', 's', { prefetch: 10, startAtUs: 10.5 * second }),
          consumer('failing', 's', {
            prefetch: 10,
            failure: { probability: 1, outcome: 'reject', by: 'nack', attemptsMax: null },
          }),
        ],
        durationUs: 60 * second,
      },
    ),
  )
  until(simulation, 20)
  expect([0, 1, 2].map((at) => simulation.consumers.worker(at).delivered)).toEqual([20, 10, 20])
  until(simulation, 60)
  const meter = simulation.meters.queue(0)
  expect(meter.published).toBe(60)
  expect(meter.dropped).toBeGreaterThan(0)
  expect(meter.published).toBe(meter.expired + meter.dropped + simulation.broker.ready(0))
  expect(meter.deadLettered).toBe(0)
  expect(simulation.consumers.channels.behind(0)).toBe(0)
})

test('who holds a delivery longer than x-consumer-timeout is cancelled and subscribes again', () => {
  const simulation = run(
    scenario(
      { queues: [quorum('q', { consumerTimeoutMs: 2000 })] },
      {
        producers: [producer('p', 'q', { messagesMax: 1 })],
        consumers: [consumer('c', 'q', { service: { law: 'constant', meanUs: 5 * second } })],
        durationUs: 12 * second,
      },
    ),
  )
  until(simulation, 12)
  expect(kinds(simulation, TraceKind.consumerCancelled).length).toBe(2)
  // It ends the work in hand, five seconds each, before it asks again.
  expect(simulation.consumers.worker(0).delivered).toBe(3)
  expect(simulation.meters.queue(0).acked).toBe(0)
})

test('a reject counts as a failed attempt of a quorum queue of 4.3, a nack does not', () => {
  const failing = (by: 'nack' | 'reject') => {
    const simulation = run(
      scenario(
        { queues: [quorum('q', { deliveryLimit: 3 })] },
        {
          producers: [producer('p', 'q', { messagesMax: 1 })],
          consumers: [
            consumer('c', 'q', {
              failure: { probability: 1, outcome: 'requeue', by, attemptsMax: null },
            }),
          ],
          durationUs: 10 * second,
        },
      ),
    )
    until(simulation, 10)
    return simulation.meters.queue(0).dropped
  }
  expect([failing('reject'), failing('nack')]).toEqual([1, 0])
})

test('the higher priority is served first, and of single active consumers one alone', () => {
  const simulation = run(
    scenario(
      { queues: [quorum('sole', { singleActiveConsumer: true }), queue('q')] },
      {
        producers: [producer('p', 'q'), producer('s', 'sole')],
        consumers: [
          consumer('low', 'q'),
          consumer('high', 'q', { priority: 5 }),
          consumer('one', 'sole'),
          consumer('two', 'sole'),
        ],
        durationUs: 20 * second,
      },
    ),
  )
  until(simulation, 20)
  expect([0, 1].map((at) => simulation.consumers.worker(at).delivered)).toEqual([0, 20])
  expect([2, 3].map((at) => simulation.consumers.channels.isServed(at))).toEqual([true, false])
  simulation.command({ kind: 'consumer.crash', target: 'one', restartAfterUs: null })
  expect(simulation.consumers.channels.isServed(3)).toBe(true)
})

test('policies hold from the beginning', () => {
  const simulation = run(
    scenario(
      { queues: [queue('orders.work')] },
      {
        policies: [
          {
            name: 'short',
            operator: false,
            pattern: '^orders',
            priority: 0,
            applyTo: 'queues',
            definition: { maxLength: 2 },
          },
        ],
        producers: [producer('p', 'orders.work')],
        durationUs: 10 * second,
      },
    ),
  )
  until(simulation, 10)
  expect(simulation.broker.ready(0)).toBe(2)
})

test('what a person does to the broker replays to the same log', () => {
  const commands: readonly (readonly [number, Command])[] = [
    [2, { kind: 'node.stop', target: '1' }],
    [4, { kind: 'broker.alarm', target: 'memory', on: true }],
    [6, { kind: 'node.part', target: '3' }],
    [8, { kind: 'broker.alarm', target: 'memory', on: false }],
    [10, { kind: 'node.rejoin', target: '3' }],
    [12, { kind: 'node.start', target: '1' }],
    [14, { kind: 'broker.restart', target: 'crash' }],
  ]
  const link = { latencyUs: 5000, bandwidthBytesPerSecond: null }
  const of = cluster({
    producers: [producer('p', 'q', { arrivals: { law: 'poisson', ratePerSecond: 20 }, link })],
    consumers: [consumer('c', 'q', { prefetch: 5, link }), consumer('d', 'q')],
  })
  const first = run(of)
  for (const [seconds, command] of commands) {
    until(first, seconds)
    first.command(command)
  }
  until(first, 60)
  expect(first.marks.length).toBe(commands.length)
  const again = new Simulation(of, { commands: first.commands })
  until(again, 60)
  expect(again.hash()).toBe(first.hash())
  expect(first.log.read(0, 1).every(({ queue: of }) => of === none || of === 0)).toBe(true)
})
