import { expect, test } from 'vitest'
import type { LookPrice } from '#core/model/explored.ts'
import { noProperties } from '#core/model/message.ts'
import { measure } from './measure.ts'
import type { SeenMessage } from './seen-message.ts'

const price: LookPrice = {
  method: 'get-nack',
  effect: 'E2',
  count: 3,
  redeliveredMarks: 3,
  deliveryCount: 0,
  readyChange: 0,
  order: 'kept',
  warnings: [],
}
const message = (body: string, redelivered: boolean, returns?: number): SeenMessage => ({
  exchange: '',
  routingKey: 'q',
  redelivered,
  properties: {
    ...noProperties,
    headers: { fields: returns === undefined ? [] : [['x-delivery-count', returns]] },
  },
  body: Buffer.from(body),
})
const fresh = ['a', 'b', 'c'].map((body) => message(body, false))
const marked = ['a', 'b', 'c'].map((body) => message(body, true))
const taken = (messages: readonly SeenMessage[]) => ({
  messages,
  taken: messages.length,
  stopped: 'count' as const,
})

test('the same messages, marked, in the same order are as declared', () => {
  expect(measure(price, taken(fresh), marked, 0)).toEqual({
    redeliveredMarks: 3,
    deliveryCount: 0,
    readyChange: 0,
    order: 'kept',
    asDeclared: true,
  })
})

test('a second reading that saw fewer messages reports no fewer marks and claims no order', () => {
  expect(measure(price, taken(fresh), marked.slice(0, 1), 0)).toMatchObject({
    redeliveredMarks: 3,
    order: 'not-measured',
  })
})

test('a message taken and not shown carries the mark too', () => {
  const first = { messages: fresh.slice(0, 2), taken: 3, stopped: 'bytes' as const }
  expect(measure(price, first, [], 0).redeliveredMarks).toBe(3)
})

test('another order with nothing gone is a change, and not as declared', () => {
  expect(measure(price, taken(fresh), [...marked].reverse(), 0)).toMatchObject({
    order: 'changed',
    asDeclared: false,
  })
})

test('another head while messages left is not blamed on the order', () => {
  expect(measure(price, taken(fresh), [...marked].reverse(), -1)).toMatchObject({
    order: 'not-measured',
    readyChange: -1,
    asDeclared: false,
  })
})

test('a delivery attempt that was used although none was declared shows', () => {
  const counted = ['a', 'b', 'c'].map((body, n) => message(body, true, n === 2 ? 1 : undefined))
  expect(measure(price, taken(fresh), counted, 0)).toMatchObject({
    deliveryCount: 1,
    asDeclared: false,
  })
})

test('where no second reading was made the returns are counted', () => {
  const dear: LookPrice = { ...price, deliveryCount: 1 }
  expect(measure(dear, taken(fresh), [], 0)).toMatchObject({
    redeliveredMarks: 3,
    deliveryCount: 1,
    order: 'not-measured',
  })
})
