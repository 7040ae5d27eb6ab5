import { expect, test } from 'vitest'
import { deadLetterQueues, mainQueue } from '#renderer/state/dead-letter-queues.ts'
import { conservation } from './conservation.ts'
import { type Drawn, description, frameOf, ratesOf } from './run.fixture.ts'
import { situationOf } from './situation.ts'

const tell = (now: Drawn, perSecond: Drawn = {}, chosen: string | null = null) =>
  situationOf(description, frameOf(now), ratesOf(perSecond), chosen)

test('a run that has not begun says so', () => {
  expect(tell({ state: 'paused', eventsTotal: 0 }).kind).toBe('not-begun')
})

test('arrivals below what the workers can finish are balanced', () => {
  const situation = tell({}, { queues: [{ published: 24 }] })
  expect(situation).toMatchObject({
    kind: 'balanced',
    queue: { name: 'work', capacityRate: 30, consumersUp: 3 },
  })
})

test('arrivals over the capacity make a queue grow', () => {
  expect(tell({}, { queues: [{ published: 36, ready: 6 }] }).kind).toBe('growing')
})

test('redeliveries count as load', () => {
  const situation = tell({}, { queues: [{ published: 24, redelivered: 9, ready: 3 }] })
  expect(situation).toMatchObject({ kind: 'growing' })
  expect('queue' in situation && situation.queue.firstShare).toBeCloseTo(0.8, 9)
  expect('queue' in situation && situation.queue.retryShare).toBeCloseTo(0.3, 9)
})

test('a worker that is down comes before the growth it causes', () => {
  const consumers = [{}, { state: 1 }]
  expect(tell({ consumers }, { queues: [{ published: 24, ready: 4 }] })).toMatchObject({
    kind: 'down',
    consumer: 'worker-2',
    others: 0,
    left: 2,
  })
})

test('with every worker down the queue has no consumer', () => {
  const consumers = [{ state: 1 }, { state: 1 }, { state: 1 }]
  expect(tell({ consumers }, { queues: [{ published: 24 }] }).kind).toBe('no-consumer')
})

test('a full queue that drops its head overflows into its dead letters', () => {
  expect(
    tell({ queues: [{ ready: 1000 }] }, { queues: [{ published: 36, deadLettered: 6 }] }),
  ).toMatchObject({ kind: 'overflowing', limit: 1000, keptAsDead: true })
})

test('a blocked producer is named first', () => {
  expect(tell({ producers: [{}, { state: 2 }] })).toEqual({
    kind: 'blocked',
    producer: 'app',
    others: 0,
  })
})

test('poison with retries is told with its share and the attempts', () => {
  expect(
    tell(
      { producers: [{ poisonShare: 0.05 }, { poisonShare: 0.05 }] },
      { queues: [{ published: 24, redelivered: 4.8 }] },
    ),
  ).toMatchObject({ kind: 'poisoned', share: 0.05, attempts: 5 })
})

test('several queues that all keep up are told as one', () => {
  const { scenario } = description
  const reader = { ...scenario.consumers[0]!, queue: 'dead' }
  const two = {
    ...description,
    scenario: { ...scenario, consumers: [...scenario.consumers.slice(1), reader] },
  }
  const perSecond = { queues: [{ published: 10 }, { published: 5 }] }
  expect(situationOf(two, frameOf({}), ratesOf(perSecond), null)).toMatchObject({
    kind: 'all-balanced',
    queues: 2,
    capacityRate: 30,
    consumersUp: 3,
  })
})

test('of several queues the one in trouble is told', () => {
  const { scenario } = description
  const reader = { ...scenario.consumers[0]!, queue: 'dead' }
  const two = {
    ...description,
    scenario: { ...scenario, consumers: [...scenario.consumers.slice(1), reader] },
  }
  const perSecond = { queues: [{ published: 15 }, { published: 12, ready: 2 }] }
  expect(situationOf(two, frameOf({}), ratesOf(perSecond), null)).toMatchObject({
    kind: 'growing',
    queue: { name: 'dead' },
  })
})

test('the sentence is about the chosen queue', () => {
  expect(tell({ queues: [{}, { ready: 3 }] }, {}, 'dead')).toMatchObject({
    kind: 'no-consumer',
    queue: { name: 'dead' },
  })
})

test('a queue fed only through a dead-letter exchange keeps dead letters', () => {
  expect([...deadLetterQueues(description.scenario)]).toEqual(['dead'])
})

test('a dead-letter queue with a consumer is a queue like another', () => {
  const { scenario } = description
  const reader = { ...scenario.consumers[0]!, queue: 'dead' }
  expect([...deadLetterQueues({ ...scenario, consumers: [reader] })]).toEqual([])
})

test('what came in is acked, dead, dropped or held; keepers of dead letters are not counted twice', () => {
  const { arrived, acked, dead, dropped, held } = conservation(
    description,
    frameOf({
      queues: [
        { published: 4250, acked: 4056, deadLettered: 148, ready: 34, unacked: 12 },
        { published: 148, ready: 148 },
      ],
    }),
  )
  expect({ arrived, acked, dead, dropped, held }).toEqual({
    arrived: 4250,
    acked: 4056,
    dead: 148,
    dropped: 0,
    held: 46,
  })
})

test('charts begin with the one queue that does more than keep dead letters', () => {
  const { scenario } = description
  expect(mainQueue(scenario)).toBe('work')
  const reader = { ...scenario.consumers[0]!, queue: 'dead' }
  expect(mainQueue({ ...scenario, consumers: [reader] })).toBeNull()
})
