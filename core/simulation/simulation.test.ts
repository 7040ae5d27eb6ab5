import { expect, test } from 'vitest'
import type { Command, TimedCommand } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import { noProperties } from '#core/model/message.ts'
import { consumer, markov, producer, queue, rough, scenario, second } from './scenario.fixture.ts'
import { Simulation } from './simulation.ts'

const forEver = Number.POSITIVE_INFINITY

/** Everything observable at the end of a run. */
function outcome(simulation: Simulation) {
  return { ...simulation.result(0), records: simulation.log.recordsTotal }
}

function runAtOnce(seed?: number) {
  const simulation = new Simulation(rough(), seed === undefined ? {} : { seed })
  expect(simulation.advance(forEver, forEver)).toBe('end')
  return outcome(simulation)
}

test('the same scenario and seed give the same run, another seed another', () => {
  const first = runAtOnce()
  expect(runAtOnce()).toEqual(first)
  expect(runAtOnce(99).hash).not.toBe(first.hash)
})

test('stepping event by event gives the same run as running at once', () => {
  const simulation = new Simulation(rough())
  while (simulation.step()) expect(simulation.nowUs).toBeLessThanOrEqual(120 * second)
  expect(outcome(simulation)).toEqual(runAtOnce())
})

test('slices of any length and any budget give the same run', () => {
  const simulation = new Simulation(rough())
  let untilUs = 0
  for (let slice = 0; ; slice += 1) {
    untilUs += 1 + ((slice * 7919) % 100_000)
    const reason = simulation.advance(untilUs, 1 + ((slice * 31) % 50))
    if (reason === 'end') break
    if (reason === 'budget') untilUs = simulation.nowUs
    else expect(simulation.nowUs).toBe(untilUs)
  }
  expect(outcome(simulation)).toEqual(runAtOnce())
})

test('stepping message by message gives the same run', () => {
  const simulation = new Simulation(rough())
  while (simulation.stepMessage()) expect(simulation.eventsTotal).toBeGreaterThan(0)
  expect(outcome(simulation)).toEqual(runAtOnce())
})

test('looking at charts and reading the log disturbs nothing', () => {
  const simulation = new Simulation(rough())
  while (simulation.advance(simulation.nowUs + 777_777, forEver) !== 'end') {
    simulation.sampler.series(null)
    simulation.log.readBack(null, 50, { queue: 0, actor: null, messageId: null })
    simulation.result(0)
  }
  expect(simulation.hash()).toBe(runAtOnce().hash)
})

test('the books of every queue balance after every event', () => {
  const simulation = new Simulation(
    { ...rough(), durationUs: 45 * second },
    { checkEveryEvent: true },
  )
  while (simulation.step()) {
    for (let q = 0; q < simulation.description.queues.length; q += 1) {
      const meter = simulation.meters.queue(q)
      const gone = meter.acked + meter.deadLettered + meter.expired + meter.dropped
      const held = simulation.broker.ready(q) + simulation.broker.unacked(q)
      if (meter.published !== gone + held)
        expect.fail(`queue ${q} at event ${simulation.eventsTotal}`)
    }
  }
  const { queues: results } = simulation.result(0)
  for (const name of ['work', 'brief', 'full', 'dead'])
    expect(results[name]!.published, name).toBeGreaterThan(0)
})

test('the rough scenario really meets everything it was made for', () => {
  const { queues, producers, consumers } = runAtOnce()
  expect(queues.work).toMatchObject({ redelivered: expect.any(Number) })
  expect(queues.work!.redelivered).toBeGreaterThan(50)
  expect(queues.work!.deadLettered).toBeGreaterThan(50)
  expect(queues.brief!.deadLettered).toBeGreaterThan(50)
  expect(queues.dead!.dropped).toBeGreaterThan(0)
  expect(producers.shop!.refused).toBeGreaterThan(0)
  expect(producers.shop!.returned).toBeGreaterThan(0)
  expect(producers.shop!.confirmed).toBeGreaterThan(1000)
  expect(consumers['worker-1']!.crashed).toBeGreaterThan(1)
  expect(consumers['worker-2']!.nacked).toBeGreaterThan(10)
})

const changes: readonly [number, Command][] = [
  [3 * second, { kind: 'producer.rate', target: 'shop', ratePerSecond: 60 }],
  [5 * second, { kind: 'consumer.prefetch', target: 'worker', prefetch: 20 }],
  [7 * second, { kind: 'consumer.failure', target: 'worker', probability: 0.5 }],
  [9 * second, { kind: 'queue.browse', target: 'work', count: 7 }],
  [9 * second, { kind: 'queue.purge', target: 'dead' }],
  [12 * second, { kind: 'producer.stop', target: 'clock' }],
  [
    13 * second,
    {
      kind: 'message.publish',
      target: 'orders',
      routingKey: 'order.created',
      properties: { ...noProperties, expiration: '250' },
      bodyBase64: 'aGVsbG8=',
    },
  ],
  [14 * second, { kind: 'link.latency', target: 'slow', latencyUs: 80_000 }],
  [15 * second, { kind: 'consumer.crash', target: 'worker-1', restartAfterUs: null }],
  [16 * second, { kind: 'consumer.service', target: 'worker', meanUs: 20_000 }],
  [21 * second, { kind: 'producer.start', target: 'clock' }],
  [22 * second, { kind: 'producer.poison', target: 'batch', share: 0.5 }],
  [40 * second, { kind: 'consumer.restart', target: 'worker-1' }],
]

function runWithChanges() {
  const simulation = new Simulation(rough())
  for (const [atUs, command] of changes) {
    simulation.advance(atUs, forEver)
    simulation.command(command)
  }
  simulation.advance(forEver, forEver)
  return simulation
}

test('a run is repeated exactly by its seed and its commands', () => {
  const original = runWithChanges()
  expect(original.hash()).not.toBe(runAtOnce().hash)
  const again = new Simulation(rough(), { commands: original.commands })
  again.advance(forEver, forEver)
  expect(outcome(again)).toEqual(outcome(original))
  expect(again.commands).toEqual(original.commands)
  expect(again.marks).toEqual(original.marks)
})

test('a repeated run may be stepped or sliced too', () => {
  const original = runWithChanges()
  const stepped = new Simulation(rough(), { commands: original.commands })
  while (stepped.step());
  expect(outcome(stepped)).toEqual(outcome(original))
  const sliced = new Simulation(rough(), { commands: original.commands })
  while (sliced.advance(sliced.nowUs + 33_333, forEver) !== 'end');
  expect(outcome(sliced)).toEqual(outcome(original))
})

test('commands between events of one instant keep their place when repeated', () => {
  const once = scenario(
    { queues: [queue('q')] },
    {
      durationUs: 3 * second,
      producers: ['a', 'b', 'c'].map((name) => producer(name, 'q', { messagesMax: 2 })),
    },
  )
  const original = new Simulation(once)
  original.step()
  original.step()
  expect(original.nowUs).toBe(second)
  original.command({ kind: 'queue.purge', target: 'q' })
  original.advance(forEver, forEver)
  const commands: readonly TimedCommand[] = original.commands
  expect(commands).toMatchObject([{ atUs: second, afterEvents: 2 }])
  const again = new Simulation(once, { commands })
  again.advance(forEver, forEver)
  expect(again.hash()).toBe(original.hash())
  expect(again.result(0).queues.q!.dropped).toBe(2)
})

test('a command that comes when nothing is left to happen is repeated too', () => {
  const short = scenario(
    { queues: [queue('q')] },
    { producers: [producer('a', 'q', { messagesMax: 1 })] },
  )
  const original = new Simulation(short)
  expect(original.advance(50 * second, forEver)).toBe('idle')
  original.command({ kind: 'queue.purge', target: 'q' })
  const again = new Simulation(short, { commands: original.commands })
  expect(again.advance(50 * second, forEver)).toBe('idle')
  expect(again.hash()).toBe(original.hash())
})

test('a change at one actor does not shift what others draw', () => {
  const arrivalsOf = (change: boolean) => {
    const simulation = new Simulation(markov(3, 2, 2000))
    if (change) simulation.command({ kind: 'consumer.failure', target: 'server', probability: 0.3 })
    simulation.advance(forEver, forEver)
    return simulation.log
      .read(0, forEver)
      .filter(({ kind }) => kind === 1)
      .map(({ timeUs }) => timeUs)
  }
  expect(arrivalsOf(true)).toEqual(arrivalsOf(false))
})

test('a mark knows what the dial stood at before', () => {
  const simulation = new Simulation(rough())
  const before = (command: Command) => simulation.command(command).before
  expect(before({ kind: 'producer.rate', target: 'shop', ratePerSecond: 5 })).toBe(30)
  expect(before({ kind: 'producer.rate', target: 'shop', ratePerSecond: 6 })).toBe(5)
  expect(before({ kind: 'consumer.failure', target: 'worker', probability: 0 })).toBe(0.1)
  expect(before({ kind: 'consumer.prefetch', target: 'worker', prefetch: 1 })).toBe(5)
  expect(before({ kind: 'link.latency', target: 'shop', latencyUs: 0 })).toBe(3000)
  expect(before({ kind: 'producer.stop', target: 'shop' })).toBeNull()
  expect(simulation.marks).toHaveLength(6)
})

test('an unknown target is refused and nothing is logged', () => {
  const simulation = new Simulation(rough())
  const hash = simulation.hash()
  const refused: Command[] = [
    { kind: 'producer.stop', target: 'worker' },
    { kind: 'consumer.crash', target: 'shop', restartAfterUs: null },
    { kind: 'link.latency', target: '__proto__', latencyUs: 1 },
    { kind: 'queue.purge', target: 'nowhere' },
    { kind: 'queue.browse', target: 'nowhere', count: 1 },
    {
      kind: 'message.publish',
      target: 'nowhere',
      routingKey: '',
      properties: noProperties,
      bodyBase64: '',
    },
  ]
  for (const command of refused) expect(() => simulation.command(command)).toThrow(Failure)
  expect(simulation.hash()).toBe(hash)
  expect(simulation.commands).toEqual([])
})

test('advance stops at the instant asked for, at the budget, or when nothing is left', () => {
  const simulation = new Simulation(
    scenario({ queues: [queue('q')] }, { producers: [producer('a', 'q', { messagesMax: 3 })] }),
  )
  expect(simulation.advance(1.5 * second, forEver)).toBe('until')
  expect(simulation.nowUs).toBe(1.5 * second)
  expect(simulation.advance(forEver, 1)).toBe('budget')
  expect(simulation.nowUs).toBe(2 * second)
  expect(simulation.advance(forEver, forEver)).toBe('idle')
  expect(simulation.nowUs).toBe(3 * second)
  expect(simulation.eventsTotal).toBe(3)
})

test('the reference path costs two agenda events per message', () => {
  const simulation = new Simulation(markov(4, 3, 500))
  simulation.advance(forEver, forEver)
  expect(simulation.eventsTotal).toBe(1000)
})

test('a scenario that refers to what is not there is refused with its reason', () => {
  const loose = scenario({}, { consumers: [consumer('c', 'missing')] })
  expect(() => new Simulation(loose)).toThrow(/"c".*"missing"/)
  const lost = scenario({}, { producers: [producer('p', 'k', { exchange: 'gone' })] })
  expect(() => new Simulation(lost)).toThrow(/"p".*"gone"/)
})
