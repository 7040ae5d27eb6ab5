import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'

const takers = (scene: Scene) => scene.got.map(({ consumer, id }) => `${consumer} gets ${id}`)

test('an active consumer that holds something gives way when it has settled all of it', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.queue('q', { singleActiveConsumer: true }, { type: 'quorum' })
  const { channel } = scene.consume('q', { prefetch: 2 })
  scene.sendTimes(2, 'q')
  scene.consume('q', { priority: 5 })
  scene.sendTimes(2, 'q')
  scene.ack(channel, 1)
  expect(takers(scene)).toEqual(['0 gets 1', '0 gets 2'])
  scene.ack(channel, 2)
  expect(takers(scene).slice(2)).toEqual(['1 gets 3', '1 gets 4'])
})

test('one that holds nothing gives way at once', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.queue('q', { singleActiveConsumer: true }, { type: 'quorum' })
  scene.consume('q')
  scene.consume('q', { priority: 5 })
  scene.send('q')
  expect(takers(scene)).toEqual(['1 gets 1'])
})

test('who takes over while its channel has used up its shared limit is served when it has room', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.queue('q', { singleActiveConsumer: true })
  scene.queue('other')
  const { consumer } = scene.consume('q', { prefetch: 1 })
  const channel = scene.broker.openChannel()
  scene.broker.qos(channel, 1, { global: true })
  scene.consume('other', { channel })
  scene.consume('q', { channel })
  scene.send('other')
  scene.sendTimes(2, 'q')
  scene.broker.cancel(consumer)
  scene.broker.check()
  expect(takers(scene)).toEqual(['1 gets 1', '0 gets 2'])
  scene.ack(channel, 1)
  expect(takers(scene).slice(2)).toEqual(['2 gets 3'])
})

test('deleting the queue ends those who stand by too', () => {
  const scene = new Scene()
  scene.queue('q', { singleActiveConsumer: true })
  for (let i = 0; i < 3; i++) scene.consume('q')
  scene.send('q')
  scene.broker.deleteQueue(0)
  scene.broker.check()
  expect(scene.cancelled).toEqual([0, 1, 2])
  expect(scene.got).toHaveLength(1)
})
