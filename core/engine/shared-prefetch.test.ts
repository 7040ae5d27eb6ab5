import { expect, test } from 'vitest'
import { Scene } from './scene.ts'

test('what basic.get took does not count towards a shared limit', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.queue('q')
  scene.sendTimes(3, 'q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.broker.qos(channel, 1, { global: true })
  scene.consume('q', { channel })
  expect(scene.deliveredIds()).toEqual([2])
  scene.ack(channel, 1)
  expect(scene.deliveredIds()).toEqual([2])
  scene.ack(channel, 2)
  expect(scene.deliveredIds()).toEqual([2, 3])
})
