import { expect, test } from 'vitest'
import { PublishResult } from './publish-result.ts'
import { Scene } from './scene.ts'

test('a publish under an alarm waits, its channel is told once, and it arrives in order afterwards', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q')
  scene.broker.setAlarm('memory', true)
  expect(scene.send('q')).toBe(PublishResult.held)
  scene.send('q')
  expect(scene.ready('q')).toEqual([1])
  expect(scene.heard).toEqual(['1+'])
  expect(scene.blocked).toEqual(['0 blocked'])
  scene.broker.setAlarm('memory', false)
  scene.broker.check()
  expect(scene.ready('q')).toEqual([1, 2, 3])
  expect(scene.heard).toEqual(['1+', '2+', '3+'])
  expect(scene.blocked).toEqual(['0 blocked', '0 unblocked'])
})

test('all alarms must be over', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.broker.setAlarm('memory', true)
  scene.broker.setAlarm('disk', true)
  scene.send('q')
  scene.broker.setAlarm('memory', false)
  expect(scene.ready('q')).toEqual([])
  scene.broker.setAlarm('disk', false)
  expect(scene.ready('q')).toEqual([1])
})

test('consumers go on under an alarm', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(2, 'q')
  scene.broker.setAlarm('disk', true)
  const { channel } = scene.consume('q', { prefetch: 1 })
  expect(scene.ack(channel, 1)).toBe(true)
  expect(scene.deliveredIds()).toEqual([1, 2])
  expect(scene.blocked).toEqual([])
})

test('what a lost channel had sent under an alarm is never read', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.broker.setAlarm('memory', true)
  scene.send('q')
  scene.close(scene.publisher)
  scene.broker.setAlarm('memory', false)
  expect(scene.ready('q')).toEqual([])
  expect(scene.blocked).toEqual(['0 blocked'])
})

test('a held publish to an exchange that is gone by then costs the channel', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.exchange('x', 'fanout')
  scene.broker.setAlarm('memory', true)
  scene.send('q', { exchange: 'x' })
  scene.send('q')
  scene.broker.deleteExchange(scene.broker.exchangeId('x'))
  scene.broker.setAlarm('memory', false)
  expect(scene.blocked).toEqual(['0 blocked', '0 unblocked', '0 closed 404'])
  expect(scene.ready('q')).toEqual([])
})

test('a held publish a full broker has no room for costs its channel, and the others still arrive', () => {
  const scene = new Scene('rabbitmq@4.3', 1)
  scene.queue('q')
  const other = scene.publisher
  scene.broker.setAlarm('memory', true)
  scene.send('q')
  scene.reopen()
  scene.send('q')
  scene.broker.setAlarm('memory', false)
  scene.broker.check()
  expect(scene.ready('q')).toEqual([1])
  expect(scene.blocked.at(-1)).toBe(`${scene.publisher} closed 506`)
  expect(other).not.toBe(scene.publisher)
})

test('a transactional publish under an alarm joins its transaction when the alarm is over', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.publisher = scene.broker.openChannel()
  scene.broker.txSelect(scene.publisher)
  scene.broker.setAlarm('disk', true)
  expect(scene.send('q')).toBe(PublishResult.held)
  scene.broker.setAlarm('disk', false)
  expect(scene.ready('q')).toEqual([])
  scene.broker.txCommit(scene.publisher)
  expect(scene.ready('q')).toEqual([1])
})

test('a held publish to an internal exchange costs the channel', () => {
  const scene = new Scene()
  scene.exchange('inner', 'fanout', { internal: true })
  scene.broker.setAlarm('memory', true)
  expect(scene.send('k', { exchange: 'inner' })).toBe(PublishResult.held)
  scene.broker.setAlarm('memory', false)
  expect(scene.blocked.at(-1)).toBe('0 closed 403')
})

test('what goes wrong in a sink while held publishes arrive is not taken for a full broker', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.broker.setAlarm('memory', true)
  scene.send('q')
  const { heard } = scene
  heard.push = () => {
    throw new Error('the sink broke')
  }
  expect(() => scene.broker.setAlarm('memory', false)).toThrow('the sink broke')
})
