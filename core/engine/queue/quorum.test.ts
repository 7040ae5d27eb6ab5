import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import type { QueueArguments } from '#core/model/topology.ts'

const v310 = 'rabbitmq@3.10'
const v313 = 'rabbitmq@3.13'
const v40 = 'rabbitmq@4.0'
const v43 = 'rabbitmq@4.3'

function withQuorum(profile: BrokerProfile, args: Partial<QueueArguments> = {}): Scene {
  const scene = new Scene(profile)
  expect(scene.queue('q', args, { type: 'quorum' }).ok).toBe(true)
  return scene
}

/** The count headers of the latest delivery, as `delivery 1, acquired 2`. */
function counts(scene: Scene): string {
  const { fields } = scene.broker.countHeadersOf(scene.got.at(-1)!.slot)
  return fields.map(([name, value]) => `${name.slice(2, -6)} ${value}`).join(', ')
}

/** How often a message is delivered until it is gone, at most `most` times. */
function deliveries(scene: Scene, most: number, giveBack: (channel: number) => void): number {
  scene.send('q')
  for (let count = 0; count < most; count++) {
    const channel = scene.broker.openChannel()
    if (scene.get('q', channel) === null) return count
    giveBack(channel)
  }
  return most
}

test('a quorum queue is durable, named, nobody’s own and takes no arguments of other types', () => {
  for (const profile of brokerProfiles) {
    const scene = new Scene(profile)
    const declare = (name: string, more: object, args: Partial<QueueArguments> = {}) =>
      scene.queue(name, args, { type: 'quorum', ...more })
    for (const refused of [
      declare('a', { durable: false }),
      declare('a', { exclusive: true }),
      declare('a', { autoDelete: true }),
      declare('', {}),
      declare('a', {}, { maxPriority: 5 }),
      scene.queue('a', { deliveryLimit: 5 }),
    ]) {
      expect(refused).toMatchObject({ ok: false, replyCode: 406, scope: 'channel' })
    }
    expect(declare('a', {}, { deliveryLimit: 5 }).ok).toBe(true)
    expect(declare('a', {}, { deliveryLimit: 6 })).toMatchObject({ replyCode: 406 })
  }
})

test('arguments a version does not know mean nothing to it', () => {
  const scene = withQuorum(v40, { delayedRetryType: 'all', delayedRetryMinMs: 500 })
  expect(scene.queue('q', {}, { type: 'quorum' }).ok).toBe(true)
})

test('nacks go to the front in order of return, or to the tail where nothing limits deliveries', () => {
  const after = (profile: BrokerProfile, args: Partial<QueueArguments> = {}) => {
    const scene = withQuorum(profile, args)
    scene.sendTimes(5, 'q')
    const { channel, consumer } = scene.consume('q', { prefetch: 3 })
    scene.broker.cancel(consumer)
    for (const tag of [3, 1, 2]) scene.nack(channel, tag, true)
    scene.consume('q')
    return scene.deliveredIds().slice(3).join(' ')
  }
  const front = '3 1 2 4 5'
  const tail = '4 5 3 1 2'
  expect([v310, v313, v40, v43].map((profile) => after(profile as BrokerProfile))).toEqual([
    tail,
    tail,
    front,
    front,
  ])
  expect(after(v310, { deliveryLimit: 5 })).toBe(front)
  expect(after(v40, { deliveryLimit: -1 })).toBe(tail)
  expect(after(v43, { deliveryLimit: -1 })).toBe(front)
})

test('what a closed channel held goes to the front whatever the limit', () => {
  for (const profile of brokerProfiles) {
    const scene = withQuorum(profile)
    scene.sendTimes(3, 'q')
    const { channel } = scene.consume('q', { prefetch: 2 })
    scene.close(channel)
    expect(scene.ready('q')).toEqual([1, 2, 3])
  }
})

test('the delivery limit and what counts towards it', () => {
  const nack = (scene: Scene) => (channel: number) => scene.nack(channel, 1, true)
  const reject = (scene: Scene) => (channel: number) => scene.reject(channel, 1, true)
  const close = (scene: Scene) => (channel: number) => scene.close(channel)
  const count = (
    profile: BrokerProfile,
    how: (scene: Scene) => (channel: number) => unknown,
    limit: number | null,
  ) => {
    const scene = withQuorum(profile, { deliveryLimit: limit })
    const giveBack = how(scene)
    return deliveries(scene, 30, (channel) => void giveBack(channel))
  }
  for (const how of [nack, reject, close]) {
    expect(count(v310, how, 2)).toBe(3)
    expect(count(v310, how, null)).toBe(30)
    expect(count(v310, how, -1)).toBe(1)
    expect(count(v40, how, 2)).toBe(3)
    expect(count(v40, how, null)).toBe(21)
    expect(count(v40, how, -1)).toBe(30)
    expect(count(v43, how, 2)).toBe(how === nack ? 30 : 3)
    expect(count(v43, how, null)).toBe(how === nack ? 30 : 21)
    expect(count(v43, how, -1)).toBe(30)
  }
})

test('one return too many dead-letters with the reason delivery_limit', () => {
  const scene = withQuorum(v43, {
    deliveryLimit: 0,
    deadLetterExchange: '',
    deadLetterRoutingKey: 'd',
  })
  scene.queue('d')
  scene.send('q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.reject(channel, 1, true)
  const [slot] = scene.broker.readySlots(scene.broker.queueId('d'), 1)
  expect(scene.broker.deathsOf(slot!)[0]).toMatchObject({ reason: 'delivery_limit', count: 1 })
})

test('headers count returns, from 4.3 assignments and failures apart', () => {
  const told = (profile: BrokerProfile) => {
    const scene = withQuorum(profile)
    scene.send('q')
    const { channel } = scene.consume('q')
    const lines = [counts(scene)]
    scene.nack(channel, 1, true)
    lines.push(counts(scene))
    scene.reject(channel, 2, true)
    return [...lines, counts(scene)]
  }
  expect(told(v310)).toEqual(['', 'delivery 1', 'delivery 2'])
  expect(told(v40)).toEqual(['', 'delivery 1', 'delivery 2'])
  expect(told(v43)).toEqual(['', 'acquired 1', 'acquired 2, delivery 1'])
})

test('a dead letter takes its counts into the next quorum queue, from 4.0 on', () => {
  const arrives = (profile: BrokerProfile) => {
    const scene = withQuorum(profile, { deadLetterExchange: '', deadLetterRoutingKey: 'next' })
    scene.queue('next', {}, { type: 'quorum' })
    scene.send('q')
    const { channel } = scene.consume('q')
    scene.reject(channel, 1, false)
    scene.consume('next')
    return [counts(scene), scene.got.at(-1)!.redelivered]
  }
  expect(arrives(v310)).toEqual(['', false])
  expect(arrives(v40)).toEqual(['delivery 1', true])
  expect(arrives(v43)).toEqual(['acquired 1, delivery 1', true])
})

test('without a prefetch a consumer holds 2000', () => {
  const scene = withQuorum(v43)
  scene.consume('q')
  for (let i = 0; i < 2001; i++) {
    const template = { sizeBytes: 1, persistent: true, expirationMs: null, headers: { fields: [] } }
    const id = scene.broker.templateId({ ...template, priority: null, userRef: 0 })
    scene.broker.publish(scene.publisher, 0, 0, scene.broker.keyId('q'), id, false, 0)
  }
  scene.broker.check()
  expect([scene.unacked('q'), scene.ready('q').length]).toEqual([2000, 1])
})

test('a TTL of 0 is one of a millisecond', () => {
  const scene = withQuorum(v43, { messageTtlMs: 0 })
  scene.send('q')
  expect(scene.ready('q')).toEqual([1])
  expect(scene.broker.nextExpiryUs()).toBe(1000)
  scene.at(1)
  expect(scene.ready('q')).toEqual([])
})

test('expiry looks at the next message, from 4.3 at the head of each level', () => {
  for (const [profile, left] of [
    [v313, [2]],
    [v40, [2, 1]],
    [v43, [2]],
  ] as const) {
    const scene = withQuorum(profile)
    scene.send('q', { priority: 1, expirationMs: 300 })
    scene.send('q', { priority: 9 })
    scene.at(1000)
    expect(scene.ready('q')).toEqual(left)
  }
})

test('levels: none, two that share, thirty-two that do not', () => {
  const order = (profile: BrokerProfile) => {
    const scene = withQuorum(profile)
    for (const priority of [0, 4, undefined, 5, 9, 31, 40, 1]) {
      scene.send('q', priority === undefined ? {} : { priority })
    }
    scene.consume('q')
    return scene.deliveredIds()
  }
  expect(order(v313)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(order(v40)).toEqual([4, 5, 1, 6, 7, 2, 3, 8])
  expect(order(v43)).toEqual([6, 7, 5, 4, 2, 3, 8, 1])
})

test('on 3.10 the room that a death by the delivery limit gives is used at once', () => {
  const scene = withQuorum(v310, { deliveryLimit: 0 })
  scene.sendTimes(6, 'q')
  const { channel, consumer } = scene.consume('q', { prefetch: 5 })
  scene.ack(channel, 2, true)
  scene.broker.setPrefetch(consumer, 2)
  scene.nack(channel, 3, true)
  scene.broker.check()
  expect(scene.deliveredIds()).toEqual([1, 2, 3, 4, 5, 6])
})
