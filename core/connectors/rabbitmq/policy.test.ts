import { expect, test } from 'vitest'
import { matchingPolicy } from './policy.ts'

const policy = (pattern: string, priority: number, over: object = {}) => ({
  vhost: '/',
  pattern,
  priority,
  'apply-to': 'queues',
  definition: { expires: priority },
  ...over,
})
const queue = { vhost: '/', name: 'orders.work', type: 'quorum' }

test('the matching policy with the highest priority applies alone', () => {
  const all = [policy('^orders', 1), policy('work$', 5), policy('^mail', 9)]
  expect(matchingPolicy(all, queue)).toEqual({ expires: 5 })
})

test('a policy applies in its virtual host and to its kind of queue only', () => {
  expect(matchingPolicy([policy('', 1, { vhost: 'other' })], queue)).toEqual({})
  expect(matchingPolicy([policy('', 1, { 'apply-to': 'exchanges' })], queue)).toEqual({})
  expect(matchingPolicy([policy('', 1, { 'apply-to': 'classic_queues' })], queue)).toEqual({})
  expect(matchingPolicy([policy('', 1, { 'apply-to': 'quorum_queues' })], queue)).toEqual({
    expires: 1,
  })
  const stream = { ...queue, type: 'stream' }
  expect(matchingPolicy([policy('', 1, { 'apply-to': 'streams' })], stream)).toEqual({ expires: 1 })
})

test('a pattern that cannot be judged leaves the answer open', () => {
  expect(matchingPolicy([policy('(?|a|b)', 1)], queue)).toBeUndefined()
})
