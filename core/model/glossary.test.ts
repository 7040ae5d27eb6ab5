import { expect, test } from 'vitest'
import { glossary } from './glossary.ts'

test('a term is defined once, in both languages', () => {
  const names = glossary.map((entry) => entry.term)
  expect(new Set(names).size).toBe(names.length)
  for (const entry of glossary) {
    expect(entry.en.means, entry.term).toMatch(/[.]$/)
    expect(entry.inChinese.means, entry.term).toMatch(/。$/)
  }
})
