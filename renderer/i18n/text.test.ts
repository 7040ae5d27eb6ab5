import { isValidElement } from 'react'
import { expect, test } from 'vitest'
import { defineText, sayIn } from './text.ts'

const texts = defineText({
  en: {
    plain: 'Depth',
    taken: '{name} took {what}',
    events: { one: '{count} event', other: '{count} events' },
  },
  zh: { plain: '深度', taken: '{name} 接收了 {what}', events: '{count} 个事件' },
})

test('a text is said in the language asked for', () => {
  expect(sayIn(texts, 'en')('plain')).toBe('Depth')
  expect(sayIn(texts, 'zh')('plain')).toBe('深度')
})

test('parameters stand where the language wants them', () => {
  expect(sayIn(texts, 'zh')('taken', { name: 'orders', what: 7 })).toBe('orders 接收了 7')
})

test('one is told from many where the language does so', () => {
  expect(sayIn(texts, 'en')('events', { count: 1 })).toBe('1 event')
  expect(sayIn(texts, 'en')('events', { count: 0 })).toBe('0 events')
  expect(sayIn(texts, 'zh')('events', { count: 1 })).toBe('1 个事件')
})

test('a parameter that looks like a text of ours is not read again', () => {
  expect(sayIn(texts, 'en')('taken', { name: '{what}', what: '$&' })).toBe('{what} took $&')
})

test('rich texts keep their elements', () => {
  expect(isValidElement(sayIn(texts, 'en').rich('taken', { name: 'a', what: null }))).toBe(true)
})

test('a missing key or a foreign parameter does not compile', () => {
  // @ts-expect-error 'extra' is not said in Chinese
  defineText({ en: { plain: 'a', extra: 'b' }, zh: { plain: 'a' } })
  // @ts-expect-error {other} is not a parameter of the English text
  defineText({ en: { plain: '{one}' }, zh: { plain: '{other}' } })
  // @ts-expect-error a parameter is missing
  expect(sayIn(texts, 'en')('taken', { name: 'a' })).toBe('a took undefined')
})
