import { expect, test } from 'vitest'
import { MessagePages } from './message-pages.ts'

test('a message keeps its number, however large', () => {
  const pages = new MessagePages()
  const numbers = [1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 48 - 1]
  const slots = numbers.map((number) => pages.allocate(0, number, 0, 0, 0, 0))
  expect(slots.map((slot) => pages.messageId(slot))).toEqual(numbers)
})

test('the count of deliveries stays at its largest and touches no other number', () => {
  const pages = new MessagePages()
  const slot = pages.allocate(0, 2 ** 40 + 3, 0, 0, 0, 0)
  for (let i = 1; i < 65_535; i++) pages.countAttempt(slot)
  expect(pages.countAttempt(slot)).toBe(65_535)
  expect(pages.countAttempt(slot)).toBe(65_535)
  expect([pages.attempts(slot), pages.messageId(slot)]).toEqual([65_535, 2 ** 40 + 3])
})

test('every slot in use is visited, in order, and none that was released', () => {
  const pages = new MessagePages()
  const slots = Array.from({ length: 4 }, () => pages.allocate(0, 1, 0, 0, 0, 0))
  pages.release(slots[2]!)
  pages.release(slots[0]!)
  const visited: number[] = []
  pages.eachHeld((slot) => visited.push(slot))
  expect(visited).toEqual([slots[1], slots[3]])
})
