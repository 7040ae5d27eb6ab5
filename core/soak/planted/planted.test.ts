import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plantedBugs } from './planted.ts'

test('every planted bug has a name of its own and one place in the engine it fits', () => {
  expect(plantedBugs.length).toBeGreaterThanOrEqual(40)
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length)
  for (const { name, file, find, replace } of plantedBugs) {
    const text = readFileSync(new URL(`../../engine/${file}`, import.meta.url), 'utf8')
    expect(text.split(find), name).toHaveLength(2)
    expect(replace, name).not.toBe(find)
  }
})
