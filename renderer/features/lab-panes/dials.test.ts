import { expect, test } from 'vitest'
import type { Mark } from '#core/model/run.ts'
import { changesOf } from './changes.ts'
import { commandsFor, dialsOf, niceCeil, scopeOf } from './dials.ts'
import { writeShare } from './numbers.ts'
import { description, frameOf } from './run.fixture.ts'

const everything = scopeOf(description, null)
const mark = (atUs: number, command: Mark['command']): Mark => ({
  atUs,
  by: 'you',
  untilUs: null,
  command,
  before: null,
  fault: null,
})

test('the rate dial of all producers is their sum, and turning it keeps their proportion', () => {
  const frame = frameOf({})
  expect(dialsOf(description, frame, everything)[0]).toMatchObject({ id: 'rate', value: 24 })
  expect(commandsFor(description, frame, everything, 'rate', 48)).toEqual([
    { kind: 'producer.rate', target: 'web', ratePerSecond: 36 },
    { kind: 'producer.rate', target: 'app', ratePerSecond: 12 },
  ])
})

test('producers that stood at zero share a rate evenly', () => {
  const frame = frameOf({ producers: [{ ratePerSecond: 0 }, { ratePerSecond: 0 }] })
  expect(commandsFor(description, frame, everything, 'rate', 10)).toMatchObject([
    { ratePerSecond: 5 },
    { ratePerSecond: 5 },
  ])
})

test('a whole group is turned by one command, a part of it actor by actor', () => {
  const frame = frameOf({})
  expect(commandsFor(description, frame, everything, 'prefetch', 8)).toEqual([
    { kind: 'consumer.prefetch', target: 'worker', prefetch: 8 },
  ])
  const one = scopeOf(description, { kind: 'consumer', name: 'worker-2' })
  expect(commandsFor(description, frame, one, 'failure', 5)).toEqual([
    { kind: 'consumer.failure', target: 'worker-2', probability: 0.05 },
  ])
})

test('a queue is turned through its own producers and consumers', () => {
  expect(scopeOf(description, { kind: 'queue', name: 'work' })).toEqual({
    producers: [0, 1],
    consumers: [0, 1, 2],
  })
  expect(scopeOf(description, { kind: 'queue', name: 'dead' })).toEqual({
    producers: [],
    consumers: [],
  })
})

test('a dial says when its actors differ', () => {
  const frame = frameOf({ consumers: [{ prefetch: 1 }] })
  expect(dialsOf(description, frame, everything).find(({ id }) => id === 'prefetch')?.mixed).toBe(
    true,
  )
})

test('the poison dial is there only where a producer makes poison', () => {
  expect(dialsOf(description, frameOf({}), everything).map(({ id }) => id)).toEqual([
    'rate',
    'service',
    'failure',
    'prefetch',
  ])
})

test('turning one dial in small steps is one change', () => {
  const changes = changesOf(
    [
      mark(1e6, { kind: 'consumer.failure', target: 'worker', probability: 0.01 }),
      mark(1.4e6, { kind: 'consumer.failure', target: 'worker', probability: 0.03 }),
      mark(1.8e6, { kind: 'consumer.failure', target: 'worker', probability: 0.05 }),
      mark(9e6, { kind: 'consumer.failure', target: 'worker', probability: 0.1 }),
    ],
    description,
    1e6,
  )
  expect(changes).toMatchObject([
    { atUs: 1e6, before: 0, after: 0.05, targets: ['worker'] },
    { atUs: 9e6, before: 0.05, after: 0.1 },
  ])
})

test('the commands one dial sends to several producers are one change of their sum', () => {
  const rate = (target: string, ratePerSecond: number) =>
    mark(2e6, { kind: 'producer.rate', target, ratePerSecond })
  const changes = changesOf(
    [rate('web', 27), rate('app', 9), rate('web', 36), rate('app', 12)],
    description,
    1e6,
  )
  expect(changes).toMatchObject([{ before: 24, after: 48, targets: ['web', 'app'] }])
})

test('a fault of the scenario is a change of its own', () => {
  const fault: Mark = {
    atUs: 5e6,
    by: 'fault',
    untilUs: 14e6,
    command: null,
    before: null,
    fault: 0,
  }
  expect(changesOf([fault], description, 1e6)).toMatchObject([
    { targets: ['worker-2'], untilUs: 14e6, fault: { kind: 'crash' } },
  ])
})

test('a share has the decimals it needs', () => {
  expect([0, 0.0025, 0.05, 0.97].map(writeShare)).toEqual(['0', '0.25', '5.0', '97'])
})

test('a dial reaches round values, and the ones it starts from', () => {
  const dials = dialsOf(description, frameOf({}), everything)
  for (const { value, scale } of dials) expect(scale.value(scale.position(value))).toBe(value)
  const prefetch = dials.find(({ id }) => id === 'prefetch')!.scale
  expect(prefetch.value(1)).toBe(0)
  expect(prefetch.position(0)).toBe(1)
  const failure = dials.find(({ id }) => id === 'failure')!.scale
  expect(failure.value(failure.position(5))).toBe(5)
  expect(niceCeil(48)).toBe(50)
})
