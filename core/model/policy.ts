import type { QueueArguments } from './topology.ts'

export const policyTargets = [
  'all',
  'queues',
  'classic_queues',
  'quorum_queues',
  'streams',
  'exchanges',
] as const
export type PolicyTarget = (typeof policyTargets)[number]

/** What a policy says about the things it matches. What it does not name it leaves alone. */
export type PolicyDefinition = {
  readonly [Name in keyof QueueArguments]?: QueueArguments[Name] | undefined
} & {
  readonly alternateExchange?: string | null | undefined
}

/** A rule of the operator's for queues and exchanges by name. [RabbitMQ: Policies] */
export interface PolicySpec {
  readonly name: string
  /** An operator policy stands beside the others and overrides arguments. */
  readonly operator: boolean
  /** A regular expression tried anywhere in a name. */
  readonly pattern: string
  /** Of those that match, the highest is the one. */
  readonly priority: number
  readonly applyTo: PolicyTarget
  readonly definition: PolicyDefinition
}
