import { expect, test } from 'vitest'
import type { Mark } from '#core/model/run.ts'
import { sayIn } from '#renderer/i18n/text.ts'
import { narrate } from './narration.ts'
import { narratorText } from './narrator-text.ts'
import { type Drawn, description, frameOf, ratesOf } from './run.fixture.ts'
import { situationOf } from './situation.ts'
import { triedIn } from './welcome.ts'

const say = (language: 'en' | 'zh', now: Drawn, perSecond: Drawn) => {
  const situation = situationOf(description, frameOf(now), ratesOf(perSecond), null)
  const { head, why } = narrate(sayIn(narratorText, language), situation)
  return `${head} ${why}`
}

test('a growing queue is told with its growth, the work and who does it', () => {
  const perSecond = { queues: [{ published: 36, ready: 6 }] }
  expect(say('en', {}, perSecond)).toBe(
    'work grows by 6.0 a second. 36.0 deliveries a second are needed and 3 workers finish 30.0, so they never catch up.',
  )
  expect(say('zh', {}, perSecond)).toBe(
    'work 每秒增加 6.0 条。 每秒需要 36.0 次投递，3 个消费者只能完成 30.0 次，永远追不上。',
  )
})

test('one worker is told in the singular', () => {
  const consumers = [{}, { state: 1 }, { state: 1 }]
  expect(say('en', { consumers }, { queues: [{ published: 24, ready: 4 }] })).toBe(
    'worker-2 and 1 more are down. 1 worker is left and finishes 10.0 a second, while 24.0 arrive; its unacked messages went back to work.',
  )
})

test('a queue near its capacity is called tight', () => {
  expect(say('en', {}, { queues: [{ published: 28 }] })).toContain('a small surge')
  expect(say('en', {}, { queues: [{ published: 15 }] })).toContain('stays short')
})

test('a thing is tried when the run says so', () => {
  const mark = (command: Mark['command']): Mark => ({
    atUs: 1,
    by: 'you',
    untilUs: null,
    command,
    before: null,
    fault: null,
  })
  const tried = (...commands: Mark['command'][]) => [...triedIn(description, commands.map(mark))]
  expect(tried({ kind: 'producer.rate', target: 'web', ratePerSecond: 20 })).toEqual([])
  expect(tried({ kind: 'producer.rate', target: 'web', ratePerSecond: 36 })).toEqual(['double'])
  expect(
    tried(
      { kind: 'consumer.crash', target: 'worker-2', restartAfterUs: null },
      { kind: 'consumer.failure', target: 'worker', probability: 0.1 },
    ),
  ).toEqual(['crash', 'fail'])
})
