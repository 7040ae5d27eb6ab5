import { expect, test } from 'vitest'
import { Scene } from './scene.ts'

test('the consumer of replies needs a tag of its own on its channel', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel } = scene.consume('q', { tag: 'c' })
  const { broker } = scene
  expect(broker.consumeReplies(channel, 1, { autoAck: true, tag: 'c' })).toBe(-530)
  expect(broker.consumeReplies(channel, 1, { autoAck: true, tag: 'd' })).toBe(1)
})

test('somebody waits at an address while its channel consumes replies; anything else is no address', () => {
  const { broker } = new Scene()
  const channel = broker.openChannel()
  expect(broker.replyAddress(channel)).toBe(null)
  const consumer = broker.consumeReplies(channel, 1, { autoAck: true })
  const address = broker.replyAddress(channel)!
  expect(broker.isAwaited(address)).toBe(true)
  for (const other of ['q', `${address}9`, 'amq.rabbitmq.reply-to.x']) {
    expect(broker.isAwaited(other)).toBe(false)
  }
  broker.cancel(consumer)
  expect([broker.isAwaited(address), broker.replyAddress(channel)]).toEqual([false, null])
})
