import { expect, test } from 'vitest'
import type { BrokerProfile } from '#core/model/scenario.ts'
import { deathHeaders } from './death.ts'
import { Scene } from './scene.ts'

/** What a queue's head remembers, one line per entry of x-death. */
function deaths(scene: Scene, queue: string): string[] {
  const { broker } = scene
  const [slot] = broker.readySlots(broker.queueId(queue), 1)
  return broker.deathsOf(slot!).map(({ queue, reason, count }) => `${queue} ${reason} ${count}`)
}

/** Takes the head of a queue and rejects it. */
function rejectHead(scene: Scene, queue: string): void {
  const channel = scene.broker.openChannel()
  scene.get(queue, channel)
  scene.reject(channel, 1, false)
}

test('a rejected message without a dead-letter exchange is gone; with a missing one too, without an error', () => {
  const scene = new Scene()
  scene.queue('plain')
  scene.queue('lost', { deadLetterExchange: 'missing' })
  scene.send('plain')
  scene.send('lost')
  rejectHead(scene, 'plain')
  rejectHead(scene, 'lost')
  expect(scene.broker.messagesHeld()).toBe(0)
  expect(scene.log.filter((line) => line.includes('rejected'))).toEqual([
    'P1 dropped plain (rejected)',
    'P2 deadLettered lost (rejected)',
  ])
})

test('a dead letter carries its history, and loses its expiration', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: 'amq.direct' })
  scene.queue('dlq')
  scene.bind('amq.direct', 'dlq', 'q')
  scene.at(2500)
  scene.send('q', { expirationMs: 60_000 })
  rejectHead(scene, 'q')
  const { broker } = scene
  const slot = broker.readySlots(1, 1)[0]!
  expect(broker.deathsOf(slot)).toEqual([
    {
      queue: 'q',
      reason: 'rejected',
      count: 1,
      timeUs: 2_500_000,
      exchange: '',
      routingKeys: ['q'],
      originalExpiration: '60000',
    },
  ])
  expect(broker.template(broker.templateOf(slot)).expirationMs).toBe(null)
  expect([broker.attemptsOf(slot), broker.messageIdOf(slot)]).toEqual([0, 1])
  expect(broker.exchangeNames[broker.exchangeOf(slot)]).toBe('amq.direct')
})

test('a dead letter looks redelivered when basic.reject was among its settlements, from 4.3', () => {
  const looks = (profile: BrokerProfile, giveUp: (scene: Scene, channel: number) => void) => {
    const scene = new Scene(profile)
    scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dlq', messageTtlMs: 1000 })
    scene.queue('dlq')
    scene.send('q')
    const channel = scene.broker.openChannel()
    scene.get('q', channel)
    giveUp(scene, channel)
    scene.at(1000)
    scene.consume('dlq')
    return scene.got.at(-1)!.redelivered
  }
  const reject = (scene: Scene, channel: number) => scene.reject(channel, 1, false)
  const rejectThenExpire = (scene: Scene, channel: number) => scene.reject(channel, 1, true)
  const nack = (scene: Scene, channel: number) => scene.nack(channel, 1, false)
  expect(looks('rabbitmq@4.3', reject)).toBe(true)
  expect(looks('rabbitmq@4.3', rejectThenExpire)).toBe(true)
  expect(looks('rabbitmq@4.3', nack)).toBe(false)
  expect(looks('rabbitmq@4.0', reject)).toBe(false)
})

test('a dead-letter routing key replaces all keys; without one CC keys route as well', () => {
  const scene = new Scene()
  for (const [name, key] of [
    ['keyed', 'only'],
    ['free', null],
  ] as const) {
    scene.queue(name, { deadLetterExchange: 'amq.direct', deadLetterRoutingKey: key })
  }
  for (const key of ['only', 'keyed', 'free', 'copy', 'blind']) {
    scene.queue(`at ${key}`)
    scene.bind('amq.direct', `at ${key}`, key)
  }
  const headers = {
    fields: [
      ['CC', ['copy']],
      ['BCC', ['blind']],
    ],
  } as const
  const counts = () =>
    ['only', 'keyed', 'free', 'copy', 'blind'].map((key) => scene.ready(`at ${key}`).length)
  scene.send('keyed', { headers })
  rejectHead(scene, 'keyed')
  expect(counts()).toEqual([1, 0, 0, 0, 0])
  scene.send('free', { headers })
  rejectHead(scene, 'free')
  expect(counts()).toEqual([1, 0, 1, 1, 1])
  const slot = scene.broker.readySlots(scene.broker.queueId('at free'), 1)[0]!
  expect(scene.broker.deathsOf(slot)[0]!.routingKeys).toEqual(['free', 'copy'])
})

test('with a dead-letter routing key the CC header goes up to 3.13, an empty one too', () => {
  const kept = (profile: BrokerProfile, list: readonly string[]) => {
    const scene = new Scene(profile)
    scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dlq' })
    scene.queue('dlq')
    scene.send('q', { headers: { fields: [['CC', list]] } })
    rejectHead(scene, 'q')
    const [slot] = scene.broker.readySlots(1, 1)
    return scene.broker.template(scene.broker.templateOf(slot!)).headers.fields.length
  }
  for (const list of [[], ['copy']]) {
    expect([kept('rabbitmq@3.13', list), kept('rabbitmq@4.0', list)]).toEqual([0, 1])
  }
})

test('a known (queue, reason) counts up and moves first; the first death stays the first', () => {
  const scene = new Scene()
  scene.queue('a', { deadLetterExchange: '', deadLetterRoutingKey: 'b' })
  scene.queue('b', { messageTtlMs: 100, deadLetterExchange: '', deadLetterRoutingKey: 'a' })
  scene.send('a')
  rejectHead(scene, 'a')
  scene.at(100)
  rejectHead(scene, 'a')
  expect(deaths(scene, 'b')).toEqual(['a rejected 2', 'b expired 1'])
  const history = scene.broker.historyOf(scene.broker.readySlots(1, 1)[0]!)!
  expect([history.first.queue, history.first.reason]).toEqual(['a', 'rejected'])
  const named = deathHeaders(history, true).fields.filter(([name]) => name !== 'x-death')
  expect(named).toEqual([
    ['x-first-death-exchange', ''],
    ['x-first-death-queue', 'a'],
    ['x-first-death-reason', 'rejected'],
    ['x-last-death-exchange', ''],
    ['x-last-death-queue', 'a'],
    ['x-last-death-reason', 'rejected'],
  ])
})

test('a message that would expire back into its own queue disappears at the first expiry', () => {
  const scene = new Scene()
  scene.queue('q', { messageTtlMs: 10, deadLetterExchange: '' })
  scene.send('q')
  scene.at(10)
  expect(scene.log.slice(-2)).toEqual(['P1 deadLettered q (expired)', 'P1 dropped q (cycle)'])
  expect(scene.broker.messagesHeld()).toBe(0)
})

test('a loop of expiries is cut where it closes; other targets still get their copy', () => {
  const scene = new Scene()
  scene.queue('a', { messageTtlMs: 10, deadLetterExchange: '', deadLetterRoutingKey: 'b' })
  scene.queue('b', { messageTtlMs: 10, deadLetterExchange: 'x' })
  scene.queue('c')
  scene.exchange('x', 'fanout')
  scene.bind('x', 'a')
  scene.bind('x', 'c')
  scene.send('a')
  scene.at(20)
  expect(scene.ready('c')).toEqual([1])
  expect(scene.log.slice(-3)).toEqual([
    'P1 deadLettered b (expired)',
    'P1 dropped a (cycle)',
    'P1 enqueued c',
  ])
})

test('a loop with one reject in it goes on', () => {
  const scene = new Scene()
  scene.queue('a', { deadLetterExchange: '', deadLetterRoutingKey: 'b' })
  scene.queue('b', { messageTtlMs: 10, deadLetterExchange: '', deadLetterRoutingKey: 'a' })
  scene.send('a')
  for (let round = 1; round <= 5; round++) {
    rejectHead(scene, 'a')
    scene.at(round * 10)
    expect(deaths(scene, 'a')).toEqual([`b expired ${round}`, `a rejected ${round}`])
  }
})

test('a message rejected twice in the same queue is not a cycle', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'q' })
  scene.send('q')
  rejectHead(scene, 'q')
  rejectHead(scene, 'q')
  expect(deaths(scene, 'q')).toEqual(['q rejected 2'])
})

test('purging and deleting dead-letter nothing', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dlq' })
  scene.queue('dlq')
  scene.sendTimes(3, 'q')
  scene.broker.purge(0)
  scene.sendTimes(3, 'q')
  scene.consume('q', { prefetch: 1 })
  scene.broker.deleteQueue(0)
  scene.broker.check()
  expect(scene.ready('dlq')).toEqual([])
  expect(scene.broker.messagesHeld()).toBe(0)
})

test('a headers exchange can tell dead letters apart by how they died', () => {
  const scene = new Scene()
  scene.queue('q', { messageTtlMs: 10, deadLetterExchange: 'amq.headers' })
  scene.queue('expired')
  scene.queue('rejected')
  for (const reason of ['expired', 'rejected']) {
    scene.bind('amq.headers', reason, '', {
      fields: [
        ['x-match', 'all-with-x'],
        ['x-first-death-reason', reason],
      ],
    })
  }
  scene.send('q')
  scene.send('q')
  rejectHead(scene, 'q')
  scene.at(10)
  expect([scene.ready('rejected'), scene.ready('expired')]).toEqual([[1], [2]])
})

test('a dead letter that matches no queue is lost', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: 'amq.topic' })
  scene.send('q')
  rejectHead(scene, 'q')
  expect(scene.log.slice(-2)).toEqual(['P1 deadLettered q (rejected)', 'P1 unroutable'])
  expect(scene.broker.messagesHeld()).toBe(0)
})
