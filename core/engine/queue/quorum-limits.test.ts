import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { QueueArguments } from '#core/model/topology.ts'

const v40 = 'rabbitmq@4.0'
const v43 = 'rabbitmq@4.3'
const policy = { name: 'p', operator: false, pattern: '^q$', priority: 0, applyTo: 'all' } as const

function withQuorum(profile: BrokerProfile, args: Partial<QueueArguments> = {}): Scene {
  const scene = new Scene(profile)
  expect(scene.queue('q', args, { type: 'quorum' }).ok).toBe(true)
  return scene
}

test('reject-publish takes one too many and opens again at four fifths', () => {
  const scene = withQuorum(v43, { maxLength: 10, overflow: 'reject-publish' })
  scene.sendTimes(13, 'q')
  expect(scene.ready('q').length).toBe(11)
  const channel = scene.broker.openChannel()
  const takeTo = (left: number) => {
    while (scene.ready('q').length > left) scene.get('q', channel)
    scene.send('q')
  }
  takeTo(9)
  takeTo(8)
  expect(scene.heard.slice(-4)).toEqual(['12-', '13-', '14-', '15+'])
})

test('drop-head lets returned messages go first; before 4.3 the newest of them is dead-lettered first', () => {
  const dropped = (profile: BrokerProfile) => {
    const args = { maxLength: 2, deadLetterExchange: '', deadLetterRoutingKey: 'd' }
    const scene = withQuorum(profile, args)
    scene.queue('d')
    scene.sendTimes(2, 'q')
    const { channel, consumer } = scene.consume('q')
    scene.broker.cancel(consumer)
    scene.sendTimes(2, 'q')
    scene.close(channel)
    expect(scene.ready('q')).toEqual([3, 4])
    return scene.ready('d')
  }
  expect(dropped(v40)).toEqual([2, 1])
  expect(dropped(v43)).toEqual([1, 2])
})

test('reject-publish-dlx is taken for drop-head', () => {
  const scene = withQuorum(v43, { maxLength: 1, overflow: 'reject-publish-dlx' })
  scene.sendTimes(2, 'q')
  expect([scene.ready('q'), scene.heard]).toEqual([[2], ['1+', '2+']])
})

test('a limit of bytes counts bodies, from 4.3 properties too', () => {
  for (const [profile, left] of [
    [v40, 2],
    [v43, 0],
  ] as const) {
    const scene = withQuorum(profile, { maxLengthBytes: 10 })
    scene.sendTimes(3, 'q', { sizeBytes: 4 })
    expect(scene.ready('q').length).toBe(left)
  }
})

test('a full queue that no longer refuses is open again', () => {
  const scene = withQuorum(v43)
  const definition = { maxLength: 1, overflow: 'reject-publish' } as const
  scene.broker.setPolicy({ ...policy, definition })
  scene.sendTimes(3, 'q')
  scene.broker.clearPolicy('p', false)
  scene.send('q')
  expect(scene.heard).toEqual(['1+', '2+', '3-', '4+'])
})

test('a policy that lowers a limit drops at once, before 4.3 the newest is dead-lettered first', () => {
  for (const [profile, dead] of [
    [v40, [2, 1]],
    [v43, [1, 2]],
  ] as const) {
    const scene = withQuorum(profile, { deadLetterExchange: '', deadLetterRoutingKey: 'd' })
    scene.queue('d')
    scene.sendTimes(3, 'q')
    scene.broker.setPolicy({ ...policy, definition: { maxLength: 1 } })
    expect([scene.ready('q'), scene.ready('d')]).toEqual([[3], dead])
  }
})
