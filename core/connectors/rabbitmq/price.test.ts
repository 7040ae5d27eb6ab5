import { expect, test } from 'vitest'
import { priceOf } from './price.ts'
import { effectiveArguments, type QueueFacts, versionNumber } from './queue-facts.ts'

const facts = (over: Partial<QueueFacts> & { args?: Record<string, unknown> }): QueueFacts => {
  const { args = {}, ...rest } = over
  return {
    type: 'classic',
    arguments: new Map(Object.entries(args)),
    deliveryLimit: undefined,
    exclusive: false,
    autoDelete: false,
    consumers: 0,
    returned: 0,
    ...rest,
  }
}
const price = (version: string, one: QueueFacts, count = 5, ready = 100) =>
  priceOf({ name: 'q in /', facts: one, version: versionNumber(version), count, ready })

test.each(['3.10.8', '3.13.7', '4.0.5', '4.2.1', '4.3.6'])(
  'on %s a classic queue marks what is looked at and keeps the order',
  (version) => {
    expect(price(version, facts({}))).toEqual({
      method: 'get-nack',
      effect: 'E2',
      count: 5,
      redeliveredMarks: 5,
      deliveryCount: 0,
      readyChange: 0,
      order: 'kept',
      warnings: [],
    })
  },
)

test.each([
  ['3.10.8', null, 'get-close', 1, 'may-change'],
  ['4.0.5', 20, 'get-nack', 1, 'kept'],
  ['4.2.1', 20, 'get-nack', 1, 'kept'],
  ['4.0.5', null, 'get-close', 1, 'may-change'],
  ['4.3.0', 20, 'get-nack', 0, 'kept'],
  ['4.3.6', null, 'get-nack', 0, 'kept'],
  ['5.0.0', 20, 'get-nack', 0, 'kept'],
] as const)(
  'on %s a quorum queue with limit %s is returned by %s and counts %i',
  (version, deliveryLimit, method, deliveryCount, order) => {
    expect(price(version, facts({ type: 'quorum', deliveryLimit }))).toMatchObject({
      method,
      deliveryCount,
      order,
    })
  },
)

test('no more is declared than there is', () => {
  expect(price('4.3.6', facts({}), 50, 7)).toMatchObject({ count: 7, redeliveredMarks: 7 })
})

test('where a look is an attempt, few attempts refuse it', () => {
  expect(() => price('4.0.5', facts({ type: 'quorum', deliveryLimit: 3 }))).toThrow(
    'gives a message up',
  )
  expect(price('4.3.6', facts({ type: 'quorum', deliveryLimit: 2 }))).toMatchObject({
    deliveryCount: 0,
  })
})

test('a limit of -1 before 4.0 drops messages, so a look is refused', () => {
  const one = facts({ type: 'quorum', deliveryLimit: null, args: { 'x-delivery-limit': -1 } })
  expect(() => price('3.10.8', one)).toThrow('drops')
})

test('a stream is read without any effect', () => {
  expect(price('4.3.6', facts({ type: 'stream' }))).toMatchObject({
    method: 'read-offset',
    effect: 'E0',
    redeliveredMarks: 0,
  })
})

test.each([
  [{ 'x-max-length': 10 }, 'full'],
  [{ 'x-max-length-bytes': 10, 'x-overflow': 'drop-head' }, 'full'],
  [{ 'x-message-ttl': 1000 }, 'expire'],
])('%o can lose messages during a look, and that is said', (args, word) => {
  const told = price('4.3.6', facts({ args }))
  expect(told.effect).toBe('E3')
  expect(told.warnings.join(' ')).toContain(word)
})

test('a full queue that rejects publishers loses nothing', () => {
  const args = { 'x-max-length': 10, 'x-overflow': 'reject-publish' }
  expect(price('4.3.6', facts({ args })).effect).toBe('E2')
})

test('consumers make order a matter of chance', () => {
  const told = price('4.3.6', facts({ consumers: 2 }))
  expect(told.order).toBe('may-change')
  expect(told.warnings[0]).toContain('2 consumers')
})

test('what cannot work is refused before it is tried', () => {
  expect(() => price('4.3.6', facts({ exclusive: true }))).toThrow('exclusive')
  const single = { 'x-single-active-consumer': true }
  expect(() => price('4.3.6', facts({ type: 'quorum', args: single }))).toThrow('single active')
  const held = { 'x-delayed-retry-type': 'returned' }
  expect(() => price('4.3.6', facts({ type: 'quorum', args: held }))).toThrow('delayed retry')
  expect(() => price('4.3.6', facts({ type: 'x-odd' }))).toThrow('x-odd')
})

test('without the management API a look has a price only where every type is harmless', () => {
  expect(price('4.3.6', facts({ type: null }))).toMatchObject({ method: 'get-nack', effect: 'E3' })
  expect(() => price('4.2.0', facts({ type: null }))).toThrow('management API')
})

test('of argument and policy the lower limit wins, else the argument', () => {
  const effective = effectiveArguments(
    { 'x-message-ttl': 60, 'x-max-length': 5, 'x-dead-letter-exchange': 'own' },
    { 'message-ttl': 10, 'max-length': 50, 'dead-letter-exchange': 'other', expires: 9 },
  )
  expect(Object.fromEntries(effective)).toEqual({
    'x-message-ttl': 10,
    'x-max-length': 5,
    'x-dead-letter-exchange': 'own',
    'x-expires': 9,
  })
})
