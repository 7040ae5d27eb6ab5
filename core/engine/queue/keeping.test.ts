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
