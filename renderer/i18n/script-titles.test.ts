import { expect, test } from 'vitest'
import { scenarios } from '#core/conformance/scripts/all.ts'
import { dayText } from './day.ts'
import { scriptTitle } from './script-titles.ts'

test('every script of the semantics reference has its rule in Chinese', () => {
  const english = scenarios.filter(
    ({ id, title }) => !/\p{Script=Han}/u.test(scriptTitle('zh', id, title)),
  )
  expect(english.map(({ id }) => id).filter((id) => Number(id.slice(1)) <= 161)).toEqual([])
})

test('a script without a translation, or in English, is its own title as a sentence', () => {
  expect(scriptTitle('zh', 'K9999', 'what is new')).toBe('What is new')
  expect(scriptTitle('en', 'K16', 'consumers take turns')).toBe('Consumers take turns')
  expect(scriptTitle('zh', 'constructor', 'odd')).toBe('Odd')
})

test('a day is written as its language does', () => {
  expect(dayText('en', '2026-11-21')).toBe('21 Nov 2026')
  expect(dayText('zh', '2026-11-21')).toBe('2026年11月21日')
})
