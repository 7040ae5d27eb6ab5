import { expect, test } from 'vitest'
import { bodyOf } from './body.ts'

const facts = {
  messageId: 4248,
  producer: 'checkout',
  routingKey: 'order.created',
  sizeBytes: 200,
  template: null,
}
const bytes = (text: string) => new TextEncoder().encode(text).length

test('the default payload is JSON of exactly the size of the message', () => {
  for (const sizeBytes of [80, 200, 4096]) {
    const body = bodyOf({ ...facts, sizeBytes })
    expect(bytes(body)).toBe(sizeBytes)
    expect(JSON.parse(body)).toMatchObject({ id: 4248, producer: 'checkout', key: 'order.created' })
  }
})

test('a size smaller than the facts leaves them whole', () => {
  expect(bodyOf({ ...facts, sizeBytes: 10 })).toBe(
    '{"id":4248,"producer":"checkout","key":"order.created"}',
  )
})

test('names outside ASCII count in bytes', () => {
  expect(bytes(bodyOf({ ...facts, producer: '结账 😀', sizeBytes: 128 }))).toBe(128)
})

test('a producer’s own text gets the id and the name, dollar signs and all', () => {
  const template = '{"n":{{id}},"from":"{{producer}}","again":{{id}}}'
  expect(bodyOf({ ...facts, producer: '$& co', template })).toBe(
    '{"n":4248,"from":"$& co","again":4248}',
  )
})
