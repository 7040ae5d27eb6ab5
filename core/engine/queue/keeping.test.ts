import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import type { PolicyDefinition } from '#core/model/policy.ts'

const keeps = {
  deadLetterExchange: 'dlx',
  deadLetterStrategy: 'at-least-once',
  overflow: 'reject-publish',
} as const

function policy(scene: Scene, definition: PolicyDefinition): void {
  const common = {
    name: 'p',
    operator: false,
    pattern: '^q$',
    priority: 0,
    applyTo: 'all',
  } as const
  scene.broker.setPolicy({ ...common, definition })
  scene.broker.check()
}

function rejectHead(scene: Scene): void {
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.reject(channel, 1, false)
}

test('a kept dead letter tries again only where it was refused', () => {
  const scene = new Scene()
  scene.queue('q', keeps, { type: 'quorum' })
  scene.exchange('dlx', 'fanout')
  scene.queue('open')
  const full = { maxLength: 1, overflow: 'reject-publish' } as const
  scene.queue('full', full, { type: 'quorum' })
  for (const to of ['open', 'full']) scene.bind('dlx', to)
  scene.sendTimes(2, 'full')
  scene.send('q')
  rejectHead(scene)
  expect([scene.ready('open'), scene.broker.aside(0)]).toEqual([[3], 1])
  scene.broker.purge(scene.broker.queueId('full'))
  scene.at(180_000)
  expect([scene.ready('open'), scene.ready('full')]).toEqual([[3], [3]])
  expect(scene.broker.aside(0)).toBe(0)
})

test('a queue that no longer keeps dead letters lets go of those it has, and has room again', () => {
  const scene = new Scene()
  policy(scene, { ...keeps, maxLength: 1 })
  scene.queue('q', {}, { type: 'quorum' })
  scene.sendTimes(2, 'q')
  rejectHead(scene)
  rejectHead(scene)
  scene.send('q')
  expect([scene.broker.aside(0), scene.heard.at(-1)]).toEqual([2, '3-'])
  policy(scene, { ...keeps, maxLength: 1, deadLetterExchange: undefined })
  expect(scene.broker.aside(0)).toBe(0)
  expect(scene.log.slice(-2)).toEqual(['P1 dropped q (rejected)', 'P2 dropped q (rejected)'])
  scene.send('q')
  expect(scene.heard.at(-1)).toBe('4+')
  scene.exchange('dlx', 'fanout')
  scene.queue('later')
  scene.bind('dlx', 'later')
  scene.at(400_000)
  expect(scene.ready('later')).toEqual([])
})

test('a kept dead letter is let go of only when a queue without a majority has stored it', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue(
    'q',
    { ...keeps, deadLetterExchange: '', deadLetterRoutingKey: 'dead' },
    { type: 'quorum' },
  )
  scene.queue('dead', {}, { type: 'quorum' })
  scene.sendTimes(2, 'q')
  const channel = broker.openChannel()
  for (const id of [1, 2]) expect(scene.get('q', channel)).toBe(id)
  broker.partition([0, 1, 2])
  scene.reject(channel, 1, false)
  scene.reject(channel, 2, false)
  expect([broker.aside(0), broker.lettersWithheld(1)]).toEqual([2, 2])
  scene.at(200_000)
  expect([broker.aside(0), broker.lettersWithheld(1)]).toEqual([2, 2])
  broker.partition([0, 0, 0])
  broker.check()
  expect([scene.ready('dead'), broker.aside(0)]).toEqual([[1, 2], 0])
  expect(scene.log.slice(-2)).toEqual(['P2 enqueued dead', 'P2 deadLettered q (rejected)'])
})

test('a kept dead letter outlives a queue without a majority that goes', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue(
    'q',
    { ...keeps, deadLetterExchange: '', deadLetterRoutingKey: 'dead' },
    { type: 'quorum' },
  )
  scene.queue('dead', {}, { type: 'quorum' })
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  broker.partition([0, 1, 2])
  scene.reject(channel, 1, false)
  broker.deleteQueue(broker.queueId('dead'))
  broker.partition([0, 0, 0])
  expect(broker.aside(0)).toBe(1)
  scene.queue('dead')
  scene.at(180_000)
  expect([scene.ready('dead'), broker.aside(0)]).toEqual([[1], 0])
})

test('a purge of a queue that keeps letters does not wait for one of them to arrive elsewhere', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue(
    'q',
    { ...keeps, deadLetterExchange: '', deadLetterRoutingKey: 'dead' },
    { type: 'quorum' },
  )
  scene.queue('dead', {}, { type: 'quorum' })
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  broker.partition([0, 1, 2])
  scene.reject(channel, 1, false)
  expect(broker.purge(0)).toBe(1)
  broker.partition([0, 0, 0])
  broker.check()
  expect([scene.ready('dead'), broker.aside(0)]).toEqual([[1], 0])
})

test('what dies at the instant its queue goes is gone with it', () => {
  const scene = new Scene()
  scene.queue('q', { ...keeps, expiresMs: 10, messageTtlMs: 10 }, { type: 'quorum' })
  scene.exchange('dlx', 'fanout')
  scene.queue('dead')
  scene.bind('dlx', 'dead')
  scene.sendTimes(2, 'q')
  scene.at(10)
  expect(scene.ready('dead')).toEqual([])
  expect(scene.log.slice(-2)).toEqual(['P1 dropped q (purged)', 'P2 dropped q (purged)'])
})

test('what expires and is kept makes no room', () => {
  const scene = new Scene()
  scene.queue('q', { ...keeps, maxLength: 2, messageTtlMs: 10 }, { type: 'quorum' })
  scene.sendTimes(3, 'q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.ack(channel, 1)
  scene.send('q')
  expect(scene.heard.at(-1)).toBe('4-')
  scene.at(10)
  expect([scene.ready('q'), scene.broker.aside(0)]).toEqual([[], 2])
  scene.send('q')
  expect(scene.heard.at(-1)).toBe('5-')
})

test('what dies in the instant its queue goes unused goes with it, and dead letters of others arrive', () => {
  const scene = new Scene()
  scene.queue('c', { messageTtlMs: 10, deadLetterExchange: 'dlx' })
  scene.queue('q', { ...keeps, messageTtlMs: 10, expiresMs: 10 }, { type: 'quorum' })
  scene.exchange('dlx', 'fanout')
  scene.queue('dlq')
  scene.bind('dlx', 'dlq')
  scene.send('c')
  scene.sendTimes(2, 'q')
  scene.at(10)
  scene.broker.check()
  expect(scene.broker.isDeleted(1)).toBe(true)
  expect([scene.ready('dlq'), scene.broker.messagesHeld()]).toEqual([[1], 1])
})

test('a letter stored at last by a target stays kept while its exchange is gone, and is not stored twice', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue('q', keeps, { type: 'quorum' })
  scene.queue('target', {}, { type: 'quorum' })
  scene.exchange('dlx', 'fanout')
  scene.bind('dlx', 'target')
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  broker.partition([0, 1, 2])
  scene.reject(channel, 1, false)
  expect([broker.lettersKept(0), broker.lettersWithheld(1)]).toEqual([1, 1])
  broker.deleteExchange(broker.exchangeId('dlx'))
  broker.partition([0, 0, 0])
  broker.check()
  expect([scene.ready('target'), broker.lettersKept(0)]).toEqual([[1], 1])
  scene.exchange('dlx', 'fanout')
  scene.bind('dlx', 'target')
  scene.at(400_000)
  expect([scene.ready('target'), broker.lettersKept(0)]).toEqual([[1], 0])
})

test('a queue that recovers its majority and has the letter is not enough while another one refuses it', () => {
  const scene = new Scene()
  const { broker } = scene
  scene.queue('q', keeps, { type: 'quorum' })
  scene.exchange('dlx', 'fanout')
  scene.queue('far', {}, { type: 'quorum' })
  scene.queue('full', { maxLength: 0, overflow: 'reject-publish' })
  for (const to of ['far', 'full']) scene.bind('dlx', to)
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  broker.partition([0, 1, 2])
  scene.reject(channel, 1, false)
  broker.partition([0, 0, 0])
  expect([scene.ready('far'), broker.aside(0)]).toEqual([[1], 1])
})
