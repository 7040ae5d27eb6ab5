/**
 * Policies as they take effect on a queue or exchange: of those that match, the one with the highest priority, for user
 * and operator policies each; then numbers take the smallest of argument, policy and operator policy, and for everything
 * else the argument wins over the policy and the policy over the operator's. [RabbitMQ: policies, operator policies]
 */

import type { LeftOut } from './definitions-left-out.ts'
import { matcherOf } from './definitions-pattern.ts'
import type { DefinedPolicy } from './definitions-read.ts'
import type { FieldTable, FieldValue } from './topology.ts'

type Kind = 'queue' | 'exchange'

interface Usable {
  readonly policy: DefinedPolicy
  readonly matches: (name: string) => boolean
}

const appliesTo: Record<string, (kind: Kind, type: string) => boolean> = {
  all: () => true,
  queues: (kind) => kind === 'queue',
  exchanges: (kind) => kind === 'exchange',
  classic_queues: (kind, type) => kind === 'queue' && type === 'classic',
  quorum_queues: (kind, type) => kind === 'queue' && type === 'quorum',
  streams: (kind, type) => kind === 'queue' && type === 'stream',
}

export class Policies {
  readonly #byHost = new Map<string, Usable[]>()

  constructor(policies: readonly DefinedPolicy[], leftOut: LeftOut) {
    // Ties are undefined in RabbitMQ; a stable order keeps the import the same every time.
    for (const policy of policies.toSorted((a, b) => b.priority - a.priority)) {
      const matches = matcherOf(policy.pattern)
      if (!matches || !Object.hasOwn(appliesTo, policy.applyTo)) {
        const reason =
          'was not applied, because its pattern or apply-to cannot be tried safely here'
        leftOut.add('policy', reason, policy.name)
        continue
      }
      const list = this.#byHost.get(policy.virtualHost)
      if (list) list.push({ policy, matches })
      else this.#byHost.set(policy.virtualHost, [{ policy, matches }])
    }
  }

  /** Arguments of one thing with its policies in effect, `x-` left off names of both. */
  effective(
    kind: Kind,
    type: string,
    virtualHost: string,
    name: string,
    set: FieldTable,
  ): ReadonlyMap<string, FieldValue> {
    const result = new Map<string, FieldValue>()
    const candidates = this.#byHost.get(virtualHost) ?? []
    const best = (operator: boolean) =>
      candidates.find(
        ({ policy, matches }) =>
          policy.operator === operator && appliesTo[policy.applyTo]!(kind, type) && matches(name),
      )?.policy.definition
    for (const table of [best(true), best(false), set]) {
      for (const [key, value] of table?.fields ?? []) {
        const plain = key.replace(/^x-/, '')
        const lower = result.get(plain)
        const smaller = typeof lower === 'number' && typeof value === 'number' && lower < value
        result.set(plain, smaller ? lower : value)
      }
    }
    return result
  }
}
