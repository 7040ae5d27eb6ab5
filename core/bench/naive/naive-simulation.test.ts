import { expect, test } from 'vitest'
import { WholeSimulation } from '#core/bench/whole-simulation.ts'
import { NaiveSimulation } from './naive-simulation.ts'

test('the naive twin is an honest opponent: it does the same work and messages take as long in it', () => {
  const naive = new NaiveSimulation(1)
  const simulation = new WholeSimulation()
  const messages = 200_000
  expect(naive.run(messages) / messages).toBeCloseTo(1, 2)
  expect(simulation.run(messages) / messages).toBeCloseTo(1, 2)
  const ratio = naive.sojournMeanMs() / simulation.sojournMeanMs()
  expect(Math.abs(ratio - 1)).toBeLessThan(0.05)
})
