import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import type { QueueArguments, RetryType } from '#core/model/topology.ts'

function withQuorum(args: Partial<QueueArguments>): Scene {
  const scene = new Scene('rabbitmq@4.3')
  expect(scene.queue('q', args, { type: 'quorum' }).ok).toBe(true)
  return scene
}

test('a delayed retry holds back failures, returns or both, and counts towards nothing ready', () => {
  const waits = (delayedRetryType: RetryType, how: 'nack' | 'reject' | 'close') => {
    const scene = withQuorum({ delayedRetryType, delayedRetryMinMs: 500 })
    scene.send('q')
    const channel = scene.broker.openChannel()
    scene.get('q', channel)
    if (how === 'close') scene.close(channel)
    else if (how === 'nack') scene.nack(channel, 1, true)
    else scene.reject(channel, 1, true)
    const atOnce = scene.ready('q').length
    scene.at(499)
    expect(scene.ready('q').length).toBe(atOnce)
    scene.at(500)
    expect(scene.ready('q')).toEqual([1])
    return atOnce === 0
  }
  const ways = ['nack', 'reject', 'close'] as const
  expect(ways.map((how) => waits('disabled', how))).toEqual([false, false, false])
  expect(ways.map((how) => waits('failed', how))).toEqual([false, true, true])
  expect(ways.map((how) => waits('returned', how))).toEqual([true, false, false])
  expect(ways.map((how) => waits('all', how))).toEqual([true, true, true])
})

test('a delayed retry takes longer with each failure, up to its longest', () => {
  const scene = withQuorum({
    delayedRetryType: 'failed',
    delayedRetryMinMs: 100,
    delayedRetryMaxMs: 250,
  })
  scene.send('q')
  const { channel } = scene.consume('q')
  const times: number[] = []
  for (let tag = 1; tag <= 3; tag++) {
    scene.reject(channel, tag, true)
    const dueUs = scene.broker.nextExpiryUs()
    times.push((dueUs - scene.broker.nowUs) / 1000)
    scene.at(dueUs / 1000)
  }
  expect(times).toEqual([100, 200, 250])
  expect(scene.got.length).toBe(4)
})

test('who holds a delivery too long is cancelled, and all it holds comes back as no failure', () => {
  const scene = withQuorum({ consumerTimeoutMs: 10_000 })
  scene.send('q')
  const { channel, consumer } = scene.consume('q')
  scene.at(5000)
  scene.send('q')
  scene.at(9999)
  expect(scene.cancelled).toEqual([])
  scene.at(10_000)
  expect(scene.cancelled).toEqual([consumer])
  expect(scene.ready('q')).toEqual([1, 2])
  expect(scene.ack(channel, 1)).toBe(true)
  expect(scene.ready('q')).toEqual([1, 2])
  scene.consume('q')
  const { fields } = scene.broker.countHeadersOf(scene.got[2]!.slot)
  expect(fields).toEqual([['x-acquired-count', 1]])
})

test('an ack in time stops the clock of a delivery', () => {
  const scene = withQuorum({ consumerTimeoutMs: 1000 })
  scene.sendTimes(2, 'q')
  const { channel } = scene.consume('q', { prefetch: 1 })
  scene.at(900)
  scene.ack(channel, 1)
  scene.at(1800)
  expect(scene.cancelled).toEqual([])
  scene.at(1900)
  expect(scene.cancelled.length).toBe(1)
})

const kept = {
  deadLetterExchange: '',
  deadLetterRoutingKey: 'later',
  deadLetterStrategy: 'at-least-once',
  overflow: 'reject-publish',
  messageTtlMs: 100,
} as const

test('at-least-once keeps a dead letter until its target is there, counting it in the limit', () => {
  const scene = withQuorum({ ...kept, maxLength: 2 })
  scene.sendTimes(2, 'q')
  scene.at(100)
  expect([scene.ready('q').length, scene.broker.aside(0)]).toEqual([0, 2])
  scene.sendTimes(2, 'q')
  expect(scene.heard).toEqual(['1+', '2+', '3+', '4-'])
  scene.queue('later')
  scene.at(180_099)
  expect(scene.ready('later')).toEqual([3])
  scene.at(180_100)
  expect(scene.ready('later')).toEqual([3, 1, 2])
  scene.send('q')
  expect(scene.heard.at(-1)).toBe('5+')
  const [, slot] = scene.broker.readySlots(scene.broker.queueId('later'), 2)
  expect(scene.broker.deathsOf(slot!)[0]).toMatchObject({ reason: 'expired', timeUs: 100_000 })
})

test('no more than thirty-two kept dead letters are on their way at once', () => {
  const scene = withQuorum(kept)
  scene.sendTimes(40, 'q')
  scene.at(100)
  scene.queue('later', { maxLength: 34, overflow: 'reject-publish' })
  scene.at(180_100)
  expect(scene.ready('later').length).toBe(34)
  expect(scene.broker.messagesHeld()).toBe(40)
})

test('without its exchange or with drop-head, at-least-once is at-most-once', () => {
  const scene = withQuorum({ ...kept, overflow: 'drop-head' })
  scene.send('q')
  scene.at(100)
  expect(scene.broker.messagesHeld()).toBe(0)
})

test('deleting a queue takes along what it keeps aside', () => {
  const scene = withQuorum(kept)
  scene.send('q')
  scene.at(100)
  scene.broker.deleteQueue(scene.broker.queueId('q'))
  scene.broker.check()
  expect(scene.broker.messagesHeld()).toBe(0)
  expect(scene.broker.nextExpiryUs()).toBe(Number.POSITIVE_INFINITY)
})
