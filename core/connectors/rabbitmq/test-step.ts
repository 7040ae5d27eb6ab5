/** Building the steps of a connection test. */
import type { TestStep, TestStepName } from '#core/model/explored.ts'

export type Try = TestStep['tries'][number]

/** Outcome of one step before its time is known. */
export type Finding = Pick<TestStep, 'outcome' | 'fact' | 'reply' | 'tries'>

export const passed = (fact: string): Finding => ({
  outcome: 'passed',
  fact,
  reply: null,
  tries: [],
})

/** At most three tries are kept, likeliest first. */
export const failed = (fact: string, reply: string | null, tries: readonly Try[]): Finding => ({
  outcome: 'failed',
  fact,
  reply,
  tries: tries.slice(0, 3),
})

export const notRun = (fact: string): Finding => ({
  outcome: 'not-run',
  fact,
  reply: null,
  tries: [],
})

export const notApplicable = (fact: string, tries: readonly Try[] = []): Finding => ({
  outcome: 'not-applicable',
  fact,
  reply: null,
  tries: tries.slice(0, 3),
})

/** The finding as a step, with the time `work` took. */
export async function timed(step: TestStepName, work: () => Promise<Finding>): Promise<TestStep> {
  const began = performance.now()
  const finding = await work()
  return { step, tookMs: Math.round((performance.now() - began) * 10) / 10, ...finding }
}

export const advice = (say: string): Try => ({ say, set: null })
