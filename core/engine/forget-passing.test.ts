import { expect, test } from 'vitest'
import { emptyTable } from '#core/model/topology.ts'
import { Envelopes } from './envelopes.ts'
import { PublishResult } from './publish-result.ts'
import { Scene } from './scene.ts'

const plain = { sizeBytes: 1, persistent: false, expirationMs: null, priority: null }
const template = { ...plain, headers: emptyTable, userRef: 0 }
/** As many as are worth a walk. */
const many = 65_536

/** Publishes to a topic exchange with keys that were never used before. */
function pass(scene: Scene, from: number, to: number): void {
  const { broker, publisher } = scene
  const topic = broker.exchangeId('amq.topic')
  for (let i = from; i < to; i++) {
    broker.publishPassing(publisher, 0, topic, `k.${i}`, { ...template, userRef: i }, false)
  }
}

test('a publish to an exchange that is not there is a refusal', () => {
  const scene = new Scene()
  const { broker, publisher } = scene
  scene.exchange('x', 'fanout')
  const gone = broker.exchangeId('x')
  broker.deleteExchange(gone)
  for (const exchange of [gone, 99]) {
    expect(broker.publishPassing(publisher, 0, exchange, 'k', template, false)).toBe(
      PublishResult.noExchange,
    )
  }
})

test('names that are used once are forgotten when there are many, and those in need stay', () => {
  const scene = new Scene()
  const { broker } = scene
  const direct = broker.exchangeId('')
  scene.queue('all')
  scene.queue('held', {}, { type: 'quorum' })
  scene.bind('amq.topic', 'all', 'k.#')
  pass(scene, 0, 4)
  const topic = broker.exchangeId('amq.topic')
  const row = broker.templateId({ ...template, userRef: 3 })
  const remembered = broker.envelopeId(topic, broker.keyId('k.3'), row)
  broker.purge(0)
  pass(scene, 0, 3)
  const far = broker.openChannel()
  broker.placeChannel(far, 2)
  broker.partition([0, 0, 1])
  broker.publishPassing(far, 0, direct, 'held', { ...template, userRef: -1 }, false)
  const transaction = broker.openChannel()
  broker.txSelect(transaction)
  broker.publishPassing(transaction, 0, direct, 'all', { ...template, userRef: -2 }, false)
  broker.unbind(scene.binding('amq.topic', 'all', 'k.#'))
  const last = 4 + many - 1 - broker.passingCount
  pass(scene, 4, last)
  broker.setAlarm('disk', true)
  pass(scene, last, last + 2)
  expect(broker.passingCount).toBeLessThan(20)
  scene.bind('amq.topic', 'all', 'k.#')
  broker.setAlarm('disk', false)
  broker.txCommit(transaction)
  broker.publishEnvelope(scene.publisher, 0, remembered, false, 0)
  broker.partition([0, 0, 0])
  broker.check()
  const sent = (queue: string) =>
    broker.readySlots(broker.queueId(queue), 10).map((slot) => {
      const { userRef } = broker.template(broker.templateOf(slot))
      return `${broker.keyName(broker.keyOf(slot))} ${userRef}`
    })
  const held = [last, last + 1].map((i) => `k.${i} ${i}`)
  expect(sent('all')).toEqual(['k.0 0', 'k.1 1', 'k.2 2', ...held, 'all -2', 'k.3 3'])
  expect(sent('held')).toEqual(['held -1'])
})

test('a name that somebody asks for by number is remembered from then on', () => {
  const scene = new Scene()
  const { broker } = scene
  pass(scene, 0, 1)
  expect(broker.passingCount).toBe(1)
  const key = broker.keyId('k.0')
  const row = broker.templateId({ ...template, userRef: 0 })
  expect(broker.envelopeId(broker.exchangeId('amq.topic'), key, row)).toBeGreaterThanOrEqual(0)
  expect(broker.passingCount).toBe(0)
  expect(broker.keyId('k.0')).toBe(key)
})

test('a broker that has met too many combinations says so, and those it knows still work', () => {
  const envelopes = new Envelopes(2)
  const add = (key: number) => envelopes.add(0, false, key, 0, template)
  add(1)
  add(2)
  expect(() => add(3)).toThrow('met 2 combinations of exchange, routing key and headers')
  expect([envelopes.find(0, 1, 0), envelopes.find(0, 2, 0)]).toEqual([0, 1])
})
