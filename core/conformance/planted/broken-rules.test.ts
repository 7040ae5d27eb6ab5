import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brokenRules } from './broken-rules.ts'

test('every broken rule has a name of its own and one place in the engine it fits', () => {
  expect(brokenRules.length).toBeGreaterThanOrEqual(3)
  expect(new Set(brokenRules.map(({ name }) => name)).size).toBe(brokenRules.length)
  for (const { name, file, find, replace } of brokenRules) {
    const text = readFileSync(new URL(`../../engine/${file}`, import.meta.url), 'utf8')
    expect(text.split(find), name).toHaveLength(2)
    expect(replace, name).not.toBe(find)
  }
})
