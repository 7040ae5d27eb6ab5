import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import { intervalS } from '#core/model/interval.ts'
import { noArguments, type QueueArguments } from '#core/model/topology.ts'
import type { StreamOffset } from './stream-start.ts'

function streamed(args: Partial<QueueArguments> = {}, profile?: 'rabbitmq@3.10'): Scene {
  const scene = new Scene(profile)
  expect(scene.queue('s', args, { type: 'stream' }).ok).toBe(true)
  return scene
}

function read(scene: Scene, streamOffset?: StreamOffset, prefetch = 100): number {
  const { broker } = scene
  const options = {
    autoAck: false,
    prefetch,
    ...(streamOffset === undefined ? {} : { streamOffset }),
  }
  const consumer = broker.consume(broker.openChannel(), 1, broker.queueId('s'), options)
  broker.check()
  return consumer
}

const idsOf = (scene: Scene, consumer: number) =>
  scene.got.filter((got) => got.consumer === consumer).map(({ id }) => id)

test('everybody reads everything, and reading takes nothing out', () => {
  const scene = streamed()
  scene.sendTimes(3, 's')
  const one = read(scene, 'first')
  const other = read(scene, 'first')
  expect(idsOf(scene, one)).toEqual([1, 2, 3])
  expect(idsOf(scene, other)).toEqual([1, 2, 3])
  expect(scene.ready('s')).toEqual([1, 2, 3])
  expect(scene.got.map(({ slot }) => scene.broker.streamOffsetOf(slot))).toEqual([0, 1, 2, 0, 1, 2])
})

test.each<[string, StreamOffset | undefined, readonly number[]]>([
  ['nothing', undefined, [6]],
  ['next', 'next', [6]],
  ['last', 'last', [5, 6]],
  ['an offset', 3, [4, 5, 6]],
  ['an offset beyond the end', 99, [6]],
  ['a time', { timestampUs: 20_000 }, [2, 3, 4, 5, 6]],
  ['an interval', '1s', [1, 2, 3, 4, 5, 6]],
])('reading starts by %s', (_, offset, ids) => {
  const scene = streamed()
  for (let ms = 10; ms <= 50; ms += 10) {
    scene.at(ms)
    scene.send('s')
  }
  const consumer = read(scene, offset)
  scene.send('s')
  expect(idsOf(scene, consumer)).toEqual(ids)
})

test('a limit holds back, and every settlement grants credit', () => {
  const scene = streamed()
  scene.sendTimes(4, 's')
  const consumer = read(scene, 'first', 1)
  const channel = scene.broker.openChannel() - 1
  expect(idsOf(scene, consumer)).toEqual([1])
  scene.ack(channel, 1)
  scene.nack(channel, 2, true)
  scene.reject(channel, 3, false)
  expect(idsOf(scene, consumer)).toEqual([1, 2, 3, 4])
  scene.close(channel)
  expect(scene.ready('s')).toEqual([1, 2, 3, 4])
  expect(scene.unacked('s')).toBe(0)
})

test('no limit, no acks, an odd offset, basic.get and purge are refused', () => {
  for (const [profile, oddOffset] of [
    [undefined, -406],
    ['rabbitmq@3.10', -541],
  ] as const) {
    const scene = streamed({}, profile)
    const { broker } = scene
    const stream = broker.queueId('s')
    expect(read(scene, 'first', 0)).toBe(-406)
    for (const odd of ['middle', -1, 0.5, true, null, { fields: [] }]) {
      expect(read(scene, odd)).toBe(oddOffset)
    }
    const channel = broker.openChannel()
    expect(broker.consume(channel, 1, stream, { autoAck: true, prefetch: 1 })).toBe(-540)
    expect(broker.get(channel, 1, stream, true)).toBe(-540)
    expect(broker.purge(stream)).toBe(-540)
    expect(broker.consumerCount(stream)).toBe(0)
  }
})

test('only 3.10 refuses what is not an ack', () => {
  for (const profile of [undefined, 'rabbitmq@3.10'] as const) {
    const scene = streamed({}, profile)
    scene.send('s')
    read(scene, 'first')
    const channel = scene.broker.openChannel() - 1
    expect(scene.broker.takesOnlyAcks(channel, 1)).toBe(profile !== undefined)
  }
})

test('retention takes whole segments from the head, and slow readers go on behind them', () => {
  const scene = streamed({ maxLengthBytes: 25, maxSegmentBytes: 10 })
  const slow = read(scene, 'first', 1)
  scene.sendTimes(4, 's', { sizeBytes: 5 })
  expect(scene.ready('s')).toEqual([1, 2, 3, 4])
  scene.sendTimes(2, 's', { sizeBytes: 5 })
  expect(scene.ready('s')).toEqual([3, 4, 5, 6])
  scene.ack(scene.broker.openChannel() - 1, 1)
  expect(idsOf(scene, slow)).toEqual([1, 3])
  const late = read(scene, 0)
  expect(idsOf(scene, late)).toEqual([3, 4, 5, 6])
  expect(scene.broker.streamOffsetOf(scene.got.at(-1)!.slot)).toBe(5)
})

test('a segment goes when its youngest message is too old, once another segment is full', () => {
  const scene = streamed({ maxAgeS: 1, maxSegmentBytes: 2 })
  scene.sendTimes(2, 's')
  scene.at(1500)
  expect(scene.ready('s')).toEqual([1, 2])
  scene.sendTimes(2, 's')
  expect(scene.ready('s')).toEqual([3, 4])
})

test('a policy sets retention of streams', () => {
  const scene = streamed({ maxSegmentBytes: 1 })
  const definition = { maxLengthBytes: 2, maxLength: 1 }
  const target = {
    name: 'p',
    operator: false,
    pattern: '',
    priority: 0,
    applyTo: 'streams',
  } as const
  scene.broker.setPolicy({ ...target, definition })
  scene.sendTimes(5, 's')
  expect(scene.ready('s')).toEqual([4, 5])
})

test('a restart keeps a stream whole; a deleted one takes what its readers hold', () => {
  const scene = streamed()
  scene.sendTimes(2, 's')
  read(scene, 'first')
  scene.broker.restart('crash')
  scene.reopen()
  scene.broker.check()
  expect(scene.ready('s')).toEqual([1, 2])
  const again = read(scene, 'first')
  expect(
    scene.got.filter(({ consumer }) => consumer === again).map(({ redelivered }) => redelivered),
  ).toEqual([false, false])
  scene.broker.deleteQueue(scene.broker.queueId('s'))
  scene.broker.check()
  expect(scene.broker.messagesHeld()).toBe(0)
  expect(scene.cancelled).toEqual([again])
})

test('a stream takes dead letters in, with their history', () => {
  const scene = streamed()
  scene.exchange('dlx', 'fanout')
  scene.bind('dlx', 's')
  scene.queue('q', { deadLetterExchange: 'dlx', maxLength: 0 })
  scene.send('q')
  read(scene, 'first')
  expect(scene.broker.deathsOf(scene.got[0]!.slot).map(({ queue }) => queue)).toEqual(['q'])
})

test.each<[string, Partial<QueueArguments>, object]>([
  ['a TTL', { messageTtlMs: 1 }, {}],
  ['a length', { maxLength: 1 }, {}],
  ['a dead-letter exchange', { deadLetterExchange: '' }, {}],
  ['being transient', {}, { durable: false }],
  ['being exclusive', {}, { exclusive: true }],
  ['deleting itself', {}, { autoDelete: true }],
  ['a name of the server', {}, { name: '' }],
])('a stream refuses %s', (_, args, more) => {
  const declared = new Scene().queue('s', args, { type: 'stream', ...more })
  expect(declared).toMatchObject({ ok: false, replyCode: 406 })
})

test('arguments of streams are refused for a classic queue', () => {
  const spec = {
    name: 'q',
    type: 'classic',
    durable: true,
    exclusive: false,
    autoDelete: false,
  } as const
  const declared = new Scene().broker.declareQueue({
    ...spec,
    arguments: { ...noArguments, maxAgeS: 1 },
  })
  expect(declared).toMatchObject({ ok: false, replyCode: 406 })
})

test('intervals are written as a number and a unit', () => {
  expect(['7D', '12h', '5m', '1s', '1Y'].map(intervalS)).toEqual([
    604_800, 43_200, 300, 1, 31_536_000,
  ])
  expect(['', 'h', '1', '1.5h', '1w'].map(intervalS)).toEqual([null, null, null, null, null])
})
