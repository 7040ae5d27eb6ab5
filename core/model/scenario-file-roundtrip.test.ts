import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { anyScenario } from '#core/bench/any-scenario.ts'
import { parseScenario, writeScenario } from './scenario-file.ts'
import { scenarioShape } from './scenario-shape.ts'

/** Hundreds of files on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('scenario.schema.json', import.meta.url), 'utf8')),
)

test('reading what was written gives the same scenario, valid by shape and by schema', () => {
  fc.assert(
    fc.property(anyScenario, (written) => {
      const text = writeScenario(written, null)
      const { scenario: read, problems } = parseScenario(text)
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(read).toEqual(written)
      expect(scenarioShape.safeParse(read).success).toBe(true)
      expect(schema.safeParse(parse(text)).success).toBe(true)
    }),
    { numRuns: 150, seed: 1 },
  )
})

test('reading what was written over the text of any other scenario gives the same scenario', () => {
  fc.assert(
    fc.property(anyScenario, anyScenario, (other, written) => {
      const text = writeScenario(written, writeScenario(other, null))
      expect(parseScenario(text).scenario).toEqual(written)
    }),
    { numRuns: 150, seed: 2 },
  )
})
