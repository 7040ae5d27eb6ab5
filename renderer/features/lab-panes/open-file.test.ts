import { expect, test } from 'vitest'
import { isDefinitions } from './open-file.ts'

test('a definitions export is told from a scenario by what is in it', () => {
  expect(isDefinitions('{"rabbit_version":"4.3.0","queues":[]}')).toBe(true)
  expect(isDefinitions('  {\n "vhosts" : [] }')).toBe(true)
  expect(isDefinitions('{"sluice":1,"queues":{}}')).toBe(false)
  expect(isDefinitions('sluice: 1\nqueues: {}\n')).toBe(false)
  expect(isDefinitions('[]')).toBe(false)
})
