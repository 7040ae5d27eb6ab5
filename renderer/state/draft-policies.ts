/** Changes to the policies of a draft: a scenario in, a scenario out. User policies come first, as in a file. */
import type { PolicySpec } from '#core/model/policy.ts'
import type { Scenario } from '#core/model/scenario.ts'

/** One more, which matches everything and limits nothing that is not absurd: a beginning to change. */
export function addPolicy(scenario: Scenario): Scenario {
  const taken = new Set(
    scenario.policies.filter(({ operator }) => !operator).map(({ name }) => name),
  )
  let name = 'policy'
  for (let number = 2; taken.has(name); number++) name = `policy-${number}`
  return ordered(scenario, [
    ...scenario.policies,
    {
      name,
      operator: false,
      pattern: '.*',
      priority: 0,
      applyTo: 'queues',
      definition: { maxLength: 1_000_000 },
    },
  ])
}

export const changePolicy = (
  scenario: Scenario,
  policy: PolicySpec,
  to: Partial<PolicySpec>,
): Scenario =>
  ordered(
    scenario,
    scenario.policies.map((one) => (isSame(one, policy) ? { ...one, ...to } : one)),
  )

export const removePolicy = (scenario: Scenario, policy: PolicySpec): Scenario => ({
  ...scenario,
  policies: scenario.policies.filter((one) => !isSame(one, policy)),
})

const isSame = (one: PolicySpec, other: PolicySpec) =>
  one.name === other.name && one.operator === other.operator

const ordered = (scenario: Scenario, policies: readonly PolicySpec[]): Scenario => ({
  ...scenario,
  policies: [
    ...policies.filter(({ operator }) => !operator),
    ...policies.filter(({ operator }) => operator),
  ],
})
