import { expect, test } from 'vitest'
import { frameOf } from './frame.fixture.ts'
import { graphOf } from './graph.ts'
import { commandsFor } from './node-commands.ts'
import { RunIndex } from './run-index.ts'
import { poison, poisonRun } from './scenario.fixture.ts'

const index = new RunIndex(poisonRun)
const words = (id: string, frame = frameOf(poisonRun, {}), replicasMax?: number) => {
  const node = graphOf(poison, replicasMax).nodes.find((each) => each.id === id)!
  return commandsFor(node, frame, index).map(({ word }) => word)
}

test('what runs can be stopped, what is stopped can be started', () => {
  expect(words('producer:checkout')).toEqual(['stop'])
  expect(words('producer:checkout', frameOf(poisonRun, { producers: [{ state: 1 }] }))).toEqual([
    'start',
  ])
})

test('what is down cannot crash', () => {
  expect(words('consumer:worker-1')).toEqual(['crash', 'crashFor'])
  expect(words('consumer:worker-1', frameOf(poisonRun, { consumers: [{ state: 1 }] }))).toEqual([
    'restart',
  ])
})

test('a stack is down only when all its replicas are', () => {
  const one = frameOf(poisonRun, { consumers: [{ state: 1 }] })
  expect(words('consumers:worker', one, 2)).toEqual(['crash', 'crashFor'])
})

test('an empty queue has nothing to purge', () => {
  expect(words('queue:orders.work')).toEqual([])
  expect(words('queue:orders.work', frameOf(poisonRun, { queues: [{ ready: 5 }] }))).toEqual([
    'purge',
  ])
})
