import { expect, test } from 'vitest'
import { emptyTable } from '#core/model/topology.ts'
import { PublishResult } from './publish-result.ts'
import { Scene } from './scene.ts'

function transactional(): Scene {
  const scene = new Scene()
  scene.queue('q')
  scene.publisher = scene.broker.openChannel()
  scene.broker.txSelect(scene.publisher)
  return scene
}

test('commit and rollback need tx.select', () => {
  const { broker, publisher } = new Scene()
  expect(broker.txCommit(publisher)).toMatchObject({ ok: false, replyCode: 406 })
  expect(broker.txRollback(publisher)).toMatchObject({ ok: false, replyCode: 406 })
})

test('a publish is refused when it is made, not when it is committed', () => {
  const scene = transactional()
  const { broker, publisher } = scene
  scene.exchange('inner', 'fanout', { internal: true })
  expect(scene.send('q', { exchange: 'inner' })).toBe(PublishResult.forbidden)
  scene.exchange('x', 'fanout')
  const plain = { sizeBytes: 1, persistent: false, expirationMs: null, priority: null }
  const template = broker.templateId({ ...plain, headers: emptyTable, userRef: 0 })
  const envelope = broker.envelopeId(broker.exchangeId('x'), broker.keyId('q'), template)
  broker.deleteExchange(broker.exchangeId('x'))
  expect(broker.publishEnvelope(publisher, 0, envelope, false, 0)).toBe(PublishResult.noExchange)
  expect(broker.txCommit(publisher).ok).toBe(true)
  expect(scene.ready('q')).toEqual([])
})

test('a queue deleted before the commit is passed over', () => {
  const scene = transactional()
  scene.queue('other')
  scene.exchange('x', 'fanout')
  for (const to of ['q', 'other']) scene.bind('x', to)
  scene.send('', { exchange: 'x' })
  scene.broker.deleteQueue(scene.broker.queueId('other'))
  scene.broker.txCommit(scene.publisher)
  scene.broker.check()
  expect(scene.ready('q')).toEqual([1])
})
