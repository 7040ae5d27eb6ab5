import { expect, test } from 'vitest'
import { TraceReason } from '#core/model/trace.ts'
import { Scene } from './scene.ts'

test('a forgotten channel stays closed, its numbers stay its own, and forgetting it again is nothing', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue('q')
  scene.send('q')
  const connection = broker.openConnection()
  for (const on of [-1, connection]) {
    const channel = broker.openChannel(on)
    const { consumer } = scene.consume('q', { channel })
    broker.closeChannel(channel, TraceReason.cancel)
    broker.forgetChannel(channel, [consumer])
    broker.forgetChannel(channel, [consumer])
    broker.check()
    expect([broker.isOpen(channel), broker.unackedOf(consumer)]).toEqual([false, 0])
    expect(broker.isServed(consumer)).toBe(false)
    expect(broker.openChannel()).toBe(channel + 1)
  }
  expect(scene.ready('q')).toEqual([1])
  broker.closeConnection(connection, TraceReason.crash)
  broker.check()
})

test('a channel that has held many leaves its place to nobody else', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue('q')
  scene.sendTimes(40, 'q')
  const { channel, consumer } = scene.consume('q')
  expect(scene.got).toHaveLength(40)
  scene.close(channel)
  broker.forgetChannel(channel, [consumer])
  const next = [broker.openChannel(), broker.openChannel()]
  for (const one of next) scene.consume('q', { channel: one, prefetch: 20 })
  for (const one of next) expect(scene.ack(one, 0, true)).toBe(true)
  expect(broker.messagesHeld()).toBe(0)
})

test('an open channel is not forgotten', () => {
  const { broker } = new Scene()
  const channel = broker.openChannel()
  expect(() => broker.forgetChannel(channel, [])).toThrow('closed')
})
