/** The definition of a policy as lines of `key: value`, with RabbitMQ's keys. */
import type { PolicyDefinition } from '#core/model/policy.ts'
import { readPolicyDefinition, writePolicyDefinition } from '#core/model/scenario-file-policies.ts'

export const definitionLines = (definition: PolicyDefinition): readonly string[] =>
  writePolicyDefinition(definition).map(([key, value]) => `${key}: ${value}`)

/** What the lines say; null when one of them is no key of a policy, or no value for it. */
export function readDefinition(lines: readonly string[]): PolicyDefinition | null {
  const pairs: (readonly [string, string])[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) return null
    pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return readPolicyDefinition(pairs)
}
