import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { addPart, changeQueue, type PartRef, removePart, setReplicas } from './draft-edits.ts'
import { emptyScenario } from './draft-parts.ts'
import { mayBeCalled, renamePart } from './draft-rename.ts'
import { connect, disconnect, meaningOf, setKeys } from './draft-wiring.ts'

const producer: PartRef = { kind: 'producer', name: 'producer' }
const exchange: PartRef = { kind: 'exchange', name: 'exchange' }
const queue: PartRef = { kind: 'queue', name: 'queue' }
const dead: PartRef = { kind: 'queue', name: 'dead' }
const worker: PartRef = { kind: 'consumer', name: 'worker' }

/** producer → exchange → queue → worker, queue ⇢ dead. */
function built(): Scenario {
  const parts = (['producer', 'exchange', 'queue', 'consumer', 'deadLetter'] as const).reduce(
    (scenario, kind) => addPart(scenario, kind).scenario,
    emptyScenario,
  )
  const wires: readonly (readonly [PartRef, PartRef, string])[] = [
    [producer, exchange, 'order'],
    [exchange, queue, 'order'],
    [queue, worker, ''],
    [queue, dead, ''],
  ]
  return wires.reduce((scenario, [from, to, key]) => connect(scenario, from, to, key), parts)
}

test('a new part has a name nobody has', () => {
  const { part } = addPart(built(), 'queue')
  expect(part).toEqual({ kind: 'queue', name: 'queue-2' })
})

test('wires say what they mean by their ends', () => {
  const scenario = built()
  expect(scenario.producers[0]).toMatchObject({ exchange: 'exchange', keys: [{ key: 'order' }] })
  expect(scenario.topology.bindings).toMatchObject([
    { from: 'exchange', to: 'queue', key: 'order' },
  ])
  expect(scenario.consumers[0]).toMatchObject({ queue: 'queue' })
  expect(scenario.topology.queues[0]!.arguments).toMatchObject({
    deadLetterExchange: '',
    deadLetterRoutingKey: 'dead',
  })
})

test('nothing leads back to a producer, out of a consumer or into itself', () => {
  expect(meaningOf(exchange, producer)).toBeNull()
  expect(meaningOf(worker, queue)).toBeNull()
  expect(meaningOf(queue, queue)).toBeNull()
  expect(meaningOf(producer, worker)).toBeNull()
})

test('a producer wired to a queue publishes to the default exchange with its name', () => {
  const { producers } = connect(built(), producer, queue, '')
  expect(producers[0]).toMatchObject({ exchange: '', keys: [{ key: 'queue' }] })
})

test('the same binding twice is one', () => {
  expect(connect(built(), exchange, queue, 'order')).toEqual(built())
  expect(connect(built(), exchange, queue, 'refund').topology.bindings).toHaveLength(2)
})

test('a wire taken away leaves both its ends', () => {
  const scenario = disconnect(disconnect(built(), exchange, queue), queue, dead)
  expect(scenario.topology.bindings).toEqual([])
  expect(scenario.topology.queues).toHaveLength(2)
  expect(scenario.topology.queues[0]!.arguments.deadLetterExchange).toBeNull()
})

test('other keys replace those of the pair', () => {
  const { bindings } = setKeys(built(), exchange, queue, ['a.*', 'b']).topology
  expect(bindings.map(({ key }) => key)).toEqual(['a.*', 'b'])
})

test('a removed part takes its wires along', () => {
  const scenario = removePart(built(), exchange)
  expect(scenario.topology.bindings).toEqual([])
  expect(scenario.producers[0]!.exchange).toBe('')
  const withoutDead = removePart(built(), dead)
  expect(withoutDead.topology.queues[0]!.arguments.deadLetterRoutingKey).toBeNull()
})

test('a removed queue leaves its consumers without one', () => {
  expect(removePart(built(), queue).consumers[0]!.queue).toBe('')
})

test('a new name is followed wherever the old one stood', () => {
  const scenario = renamePart(renamePart(built(), queue, 'orders.work'), exchange, 'orders')
  expect(scenario.topology.bindings[0]).toMatchObject({ from: 'orders', to: 'orders.work' })
  expect(scenario.consumers[0]!.queue).toBe('orders.work')
  expect(scenario.producers[0]!.exchange).toBe('orders')
})

test('a renamed dead-letter queue is still where the letters go', () => {
  const { topology } = renamePart(built(), dead, 'orders.dead')
  expect(topology.queues[0]!.arguments.deadLetterRoutingKey).toBe('orders.dead')
})

test('a routing key that happens to be a queue name follows only on the default exchange', () => {
  const keyed = connect(built(), producer, exchange, 'queue')
  expect(renamePart(keyed, queue, 'tasks').producers[0]!.keys[0]!.key).toBe('queue')
})

test('names are not empty, not taken and not the broker’s own', () => {
  const may = (part: PartRef, to: string) => mayBeCalled(built(), part, to)
  expect(['', 'dead', 'amq.direct', '__proto__'].map((to) => may(queue, to))).toEqual([
    false,
    false,
    false,
    true,
  ])
  expect(may(worker, 'producer')).toBe(false)
})

test('replicas are numbered, one keeps the name', () => {
  const names = (scenario: Scenario) => scenario.consumers.map(({ name }) => name)
  const three = setReplicas(built(), worker, 3)
  expect(names(three)).toEqual(['worker-1', 'worker-2', 'worker-3'])
  expect(names(setReplicas(three, worker, 1))).toEqual(['worker'])
  expect(names(renamePart(three, worker, 'w'))).toEqual(['w-1', 'w-2', 'w-3'])
})

test('an unknown part changes nothing', () => {
  const stranger: PartRef = { kind: 'queue', name: 'stranger' }
  expect(removePart(built(), stranger)).toEqual(built())
  expect(changeQueue(built(), 'stranger', { maxLength: 1 })).toEqual(built())
})
