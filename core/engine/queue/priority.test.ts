import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import type { QueueArguments } from '#core/model/topology.ts'

function withPriority(args: Partial<QueueArguments> = {}): Scene {
  const scene = new Scene()
  expect(scene.queue('q', { maxPriority: 5, ...args }).ok).toBe(true)
  return scene
}

function sendEach(scene: Scene, priorities: readonly (number | undefined)[]): void {
  for (const priority of priorities) scene.send('q', priority === undefined ? {} : { priority })
}

test('the highest level goes first, a missing priority last, one too high as the highest', () => {
  const scene = withPriority()
  sendEach(scene, [1, 5, undefined, 9, 5])
  scene.consume('q')
  expect(scene.deliveredIds()).toEqual([2, 4, 5, 1, 3])
})

test('what is handed out is not overtaken, and a return keeps its place in its level', () => {
  const scene = withPriority()
  sendEach(scene, [1])
  const { channel } = scene.consume('q', { prefetch: 1 })
  sendEach(scene, [1, 3])
  expect(scene.deliveredIds()).toEqual([1])
  scene.close(channel)
  expect(scene.ready('q')).toEqual([3, 1, 2])
})

test('drop-head lets the highest go', () => {
  const scene = withPriority({ maxLength: 2 })
  sendEach(scene, [5, 1, 1, undefined])
  expect(scene.ready('q')).toEqual([3, 4])
})

test('expiry looks at the message that is next', () => {
  const scene = withPriority()
  scene.send('q', { priority: 1, expirationMs: 300 })
  scene.send('q', { priority: 5 })
  scene.at(1000)
  expect(scene.ready('q')).toEqual([2, 1])
  expect(scene.get('q', scene.broker.openChannel())).toBe(2)
  expect(scene.ready('q')).toEqual([])
})

test('the timer stays at the time of the head it saw last, whatever went before it since', () => {
  const scene = withPriority()
  const { broker } = scene
  scene.send('q', { priority: 1, expirationMs: 20 })
  scene.send('q', { priority: 2, expirationMs: 50 })
  expect(broker.nextExpiryUs()).toBe(20_000)
  scene.at(20)
  expect(broker.nextExpiryUs()).toBe(50_000)
  scene.send('q', { priority: 3, expirationMs: 10 })
  scene.at(40)
  expect([scene.ready('q'), broker.nextExpiryUs()]).toEqual([[3, 2, 1], 50_000])
  scene.at(50)
  expect([scene.ready('q'), broker.nextExpiryUs()]).toEqual([[], Number.POSITIVE_INFINITY])
})

test('levels go from 0 to 255, and only classic queues have them', () => {
  const scene = new Scene()
  expect(scene.queue('none', { maxPriority: 0 }).ok).toBe(true)
  expect(scene.queue('most', { maxPriority: 255 }).ok).toBe(true)
  expect(scene.queue('beyond', { maxPriority: 256 })).toMatchObject({ replyCode: 406 })
  expect(scene.queue('none', { maxPriority: 1 })).toMatchObject({ replyCode: 406 })
})

test('purge takes every level', () => {
  const scene = withPriority()
  sendEach(scene, [1, 2, 3])
  expect(scene.broker.purge(0)).toBe(3)
  scene.broker.check()
})

test('a message that goes before the head is not looked at, whatever was done to the queue before it came', () => {
  for (const before of ['return', 'drop', 'restart'] as const) {
    const scene = new Scene()
    scene.queue('q', { maxPriority: 2, maxLength: before === 'drop' ? 2 : null })
    scene.sendTimes(3, 'q', { persistent: true })
    if (before === 'restart') scene.broker.restart('clean')
    const channel = scene.broker.openChannel()
    if (before === 'return') {
      scene.get('q', channel)
      scene.nack(channel, 1, true)
    }
    scene.get('q', channel)
    scene.send('q', { priority: 2, expirationMs: 0 })
    expect(scene.get('q', channel)).toBe(4)
  }
})
