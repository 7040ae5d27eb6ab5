import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseScenario, writeScenario } from './scenario-file.ts'
import { migrations } from './scenario-file-migrate.ts'
import { fileVersion } from './scenario-file-sections.ts'

/** One file per form there ever was; the snapshot is what it means in today's. */
const golden = (version: number) =>
  readFileSync(new URL(`golden/form-${version}.yaml`, import.meta.url), 'utf8')

test('there is a step from every older form to the next', () => {
  expect(migrations).toHaveLength(fileVersion)
})

test('a file in form 0 reads, says so, and is written in form 1', async () => {
  const { scenario, problems } = parseScenario(golden(0))
  expect(problems[0]).toEqual({
    severity: 'hint',
    message:
      'The file is in form 0, from before "sluice: 1"; it reads well, and saving writes form 1.',
    place: { line: 2, column: 1 },
  })
  const text = writeScenario(scenario!, golden(0))
  await expect(text).toMatchFileSnapshot('golden/form-0-as-form-1.yaml')
  expect(parseScenario(text).scenario).toEqual(scenario)
  expect(parseScenario(text).problems.some(({ message }) => message.includes('form'))).toBe(false)
})

test('"sluice: 0" says the same as no version', () => {
  const { scenario } = parseScenario(`sluice: 0\n${golden(0)}`)
  expect(scenario).toEqual(parseScenario(golden(0)).scenario)
})

test('a problem in an older form is reported where it stands in the file', () => {
  const { scenario, problems } = parseScenario(
    golden(0).replace('orders to orders.audit', 'orders to orders.adit'),
  )
  expect(scenario).toBeNull()
  expect(problems[0]).toMatchObject({ place: { line: 10, column: 5 } })
  expect(problems[0]!.message).toMatch(/did you mean "orders.audit"/)
})
