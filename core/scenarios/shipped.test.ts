import { expect, test } from 'vitest'
import { scenarioIds, shippedText } from '#core/bench/shipped-texts.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import { scenarioShape } from '#core/model/scenario-shape.ts'
import { Simulation } from '#core/simulation/simulation.ts'

const shipped = scenarioIds('')
const theory = scenarioIds('theory/')

test('the first three scenarios are there', () => {
  expect(shipped).toEqual(expect.arrayContaining(['poison-message', 'slow-consumer', 'work-queue']))
})

test.each(shipped)('%s has no error, a summary, an end and expectations', (id) => {
  const { scenario, problems } = parseScenario(shippedText(id))
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(scenario?.summary).not.toBe('')
  expect(scenario?.durationUs).toBeGreaterThan(0)
  expect(scenario?.expectations.length).toBeGreaterThan(0)
  expect(scenarioShape.safeParse(scenario).success).toBe(true)
})

test.each(theory)('%s has no problem at all', (id) => {
  const { scenario, problems } = parseScenario(shippedText(id))
  expect(problems).toEqual([])
  expect(scenarioShape.safeParse(scenario).success).toBe(true)
})

test.each([...shipped, ...theory])(
  '%s, run to its end, is what it says to expect',
  (id) => {
    const simulation = new Simulation(parseScenario(shippedText(id)).scenario!)
    simulation.advance(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
    expect(simulation.verdicts().filter(({ holds }) => !holds)).toEqual([])
  },
  120_000,
)
