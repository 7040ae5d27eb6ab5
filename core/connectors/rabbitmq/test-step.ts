/** Building the steps of a connection test. */
import type { TestStep, TestStepName } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { hostSentences } from '#core/model/host-sentences.ts'
import { type Told, teller } from '#core/model/said.ts'

export type Try = TestStep['tries'][number]

/** Sentences of a test, told with their keys. */
export const { tell, part } = teller(hostSentences)

/** Outcome of one step before its time is known. */
export type Finding = Pick<TestStep, 'outcome' | 'fact' | 'said' | 'reply' | 'tries'>

const factOf = (fact: Told | Failure) =>
  fact instanceof Failure
    ? { fact: fact.message, said: fact.said ?? null }
    : { fact: fact.text, said: fact.said }

export const passed = (fact: Told): Finding => ({
  outcome: 'passed',
  ...factOf(fact),
  reply: null,
  tries: [],
})

/** At most three tries are kept, likeliest first. */
export const failed = (
  fact: Told | Failure,
  reply: string | null,
  tries: readonly Try[],
): Finding => ({
  outcome: 'failed',
  ...factOf(fact),
  reply,
  tries: tries.slice(0, 3),
})

export const notRun = (fact: Told): Finding => ({
  outcome: 'not-run',
  ...factOf(fact),
  reply: null,
  tries: [],
})

export const notApplicable = (fact: Told, tries: readonly Try[] = []): Finding => ({
  outcome: 'not-applicable',
  ...factOf(fact),
  reply: null,
  tries: tries.slice(0, 3),
})

/** The finding as a step, with the time `work` took. */
export async function timed(step: TestStepName, work: () => Promise<Finding>): Promise<TestStep> {
  const began = performance.now()
  const finding = await work()
  return { step, tookMs: Math.round((performance.now() - began) * 10) / 10, ...finding }
}

/** Something to try; `set` changes fields of the profile when it is taken. */
export const proposal = ({ text, said }: Told, set: Try['set']): Try => ({ say: text, said, set })

export const advice = (told: Told): Try => proposal(told, null)
