import { expect, test } from 'vitest'
import { Scene } from './scene.ts'

function timed(): Scene {
  const scene = new Scene('rabbitmq@4.3')
  scene.queue('q', { consumerTimeoutMs: 1000 }, { type: 'quorum' })
  return scene
}

test('who has cancelled is not cancelled again when what it kept comes back', () => {
  const scene = timed()
  scene.send('q')
  const { consumer } = scene.consume('q')
  scene.broker.cancel(consumer)
  scene.at(1000)
  expect(scene.cancelled).toEqual([])
  expect(scene.ready('q')).toEqual([1])
})

test('another consumer of the channel keeps what it holds', () => {
  const scene = timed()
  scene.queue('other')
  const { channel, consumer } = scene.consume('q')
  scene.consume('other', { channel })
  scene.send('q')
  scene.send('other')
  scene.at(1000)
  expect(scene.cancelled).toEqual([consumer])
  expect([scene.unacked('q'), scene.unacked('other')]).toEqual([0, 1])
  expect(scene.ack(channel, 2)).toBe(true)
  expect(scene.ack(channel, 1)).toBe(true)
  expect(scene.ready('q')).toEqual([1])
})
