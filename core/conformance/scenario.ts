import type { ProfileName } from './client.ts'
import type { Script } from './script.ts'

export const queueKinds = ['classic', 'quorum', 'stream'] as const
export type QueueKind = (typeof queueKinds)[number]

/** What a scenario says must come out, where the rule itself says it. */
export type Expected = readonly string[] | Partial<Record<ProfileName, readonly string[]>>

/** One rule of RabbitMQ as a script of verbs that writes down what it saw. */
export interface Scenario {
  /** `K1` to `K55` are those of the semantics reference; ours start at `K101`. */
  readonly id: string
  readonly title: string
  /** Section of the semantics reference and page of the documentation. */
  readonly rule: string
  /** The script runs once per kind, as `K16 classic` and `K16 quorum`. */
  readonly queueTypes: readonly QueueKind[]
  /** It changes the whole server, so nothing else may run beside it. */
  readonly alone?: boolean
  /** By kind of queue when kinds differ. */
  readonly expected?: Expected | Partial<Record<QueueKind, Expected>>
  run(script: Script): Promise<void>
}

/** The lines a scenario must write by its own statement, or null when it states none. */
export function expectedLines(
  scenario: Scenario,
  kind: QueueKind,
  profile: ProfileName,
): readonly string[] | null {
  const { expected } = scenario
  if (expected === undefined) return null
  if (isLines(expected)) return expected
  const ofKind = kind in expected ? (expected as Partial<Record<QueueKind, Expected>>)[kind] : null
  if (ofKind === undefined) return null
  if (ofKind !== null) return isLines(ofKind) ? ofKind : (ofKind[profile] ?? null)
  return (expected as Partial<Record<ProfileName, readonly string[]>>)[profile] ?? null
}

function isLines(expected: object): expected is readonly string[] {
  return Array.isArray(expected)
}
