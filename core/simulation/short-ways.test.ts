/** The short ways of plain actors and of the run's loop against the general ones: any scenario comes to the same run on both. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyScenario } from '#core/bench/any-scenario.ts'
import { everythingOn } from '#core/bench/more-scenarios.ts'
import { referenceScenario } from '#core/bench/reference-scenario.ts'
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { Simulation } from './simulation.ts'

const events = 2000

/** The same to see, but nobody is plain: consumers may fail, and never do; producers have a last message, and never reach it. */
function withoutShortWays(scenario: Scenario): Scenario {
  const { producers, consumers } = scenario
  return {
    ...scenario,
    producers: producers.map((it) => ({ ...it, messagesMax: it.messagesMax ?? 1_000_000_000 })),
    // Who may crash is not plain already, and one more chance would shift its draws.
    consumers: consumers.map((it) =>
      it.crash.probability > 0 || it.failure.probability > 0
        ? it
        : { ...it, failure: { ...it.failure, probability: Number.MIN_VALUE } },
    ),
  }
}

function end(simulation: Simulation): object {
  const { queues, producers, consumers, events, virtualMs } = simulation.result(0)
  return { hash: simulation.hash(), queues, producers, consumers, events, virtualMs }
}

function atOnce(scenario: Scenario): object {
  const simulation = new Simulation(scenario)
  simulation.advance(Number.POSITIVE_INFINITY, events)
  return end(simulation)
}

function stepByStep(scenario: Scenario): object {
  const simulation = new Simulation(withoutShortWays(scenario))
  for (let left = events; left > 0 && simulation.step(); left -= 1);
  return end(simulation)
}

test('any scenario, run at once by the short ways, is the run step by step by the general ones', () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      let quick: object
      try {
        quick = atOnce(scenario)
      } catch (error) {
        // A scenario the broker refuses is refused on both.
        if (!(error instanceof Failure)) throw error
        expect(() => stepByStep(scenario)).toThrow(error.message)
        return
      }
      expect(quick).toEqual(stepByStep(scenario))
    }),
    { seed: 11, numRuns: 60 },
  )
})

test.each([
  ['everybody plain', referenceScenario()],
  ['nobody plain', everythingOn()],
  [
    'queues with a limit, an expiry and a place for dead letters, everybody plain',
    { ...referenceScenario(), topology: everythingOn().topology },
  ],
])('%s: the same run on both', (_, scenario) => {
  expect(atOnce(scenario)).toEqual(stepByStep(scenario))
})
