import { matcherOf } from '#core/model/definitions-pattern.ts'
import { Failure } from '#core/model/failure.ts'
import type { PolicyDefinition, PolicySpec, PolicyTarget } from '#core/model/policy.ts'
import {
  type ExchangeSpec,
  noArguments,
  type QueueArguments,
  type QueueSpec,
} from '#core/model/topology.ts'

interface Rule {
  readonly spec: PolicySpec
  readonly matches: (name: string) => boolean
}

/**
 * The policies in force. Of those that match a name the one with the highest priority counts, for user and operator policies
 * each; among equals the one set first. [RabbitMQ: Policies, Operator Policies]
 */
export class Policies {
  /** In the order they were set first. */
  readonly #rules: Rule[] = []

  /** Adds a policy or replaces the one of that name. Fails `invalid` for a pattern that cannot be tried safely. */
  set(spec: PolicySpec): void {
    const matches = matcherOf(spec.pattern)
    if (matches === null) {
      throw new Failure(
        'invalid',
        `The pattern '${spec.pattern}' of policy '${spec.name}' cannot be tried safely. Use a regular expression with at most two repeats.`,
      )
    }
    const rule: Rule = { spec, matches }
    const at = this.#placeOf(spec.name, spec.operator)
    if (at < 0) this.#rules.push(rule)
    else this.#rules[at] = rule
  }

  /** False when there is none of that name. */
  remove(name: string, operator: boolean): boolean {
    const at = this.#placeOf(name, operator)
    if (at >= 0) this.#rules.splice(at, 1)
    return at >= 0
  }

  /** What a queue goes by, its own arguments included. */
  argumentsOf(spec: QueueSpec): QueueArguments {
    if (this.#rules.length === 0) return spec.arguments
    const policy = this.#best(spec.name, false, ['all', 'queues', queueTargets[spec.type]])
    const operator = this.#best(spec.name, true, ['all', 'queues', queueTargets[spec.type]])
    const merged: Partial<Record<keyof QueueArguments, unknown>> = {}
    for (const name of Object.keys(spec.arguments) as (keyof QueueArguments)[]) {
      const own = stronger(setIn(spec.arguments, name), setIn(policy, name))
      merged[name] = stronger(setIn(operator, name), own) ?? noArguments[name]
    }
    return merged as QueueArguments
  }

  /** The policy and the operator policy of a queue, as a text that is another one when they are. */
  governorOf(spec: QueueSpec): string {
    const targets: readonly PolicyTarget[] = ['all', 'queues', queueTargets[spec.type]]
    const of = (operator: boolean) => this.#bestRule(spec.name, operator, targets)?.spec ?? null
    return JSON.stringify([of(false), of(true)])
  }

  /** The alternate exchange in force, or null. The default exchange has none, whatever a policy says. [source: rabbit_exchange route] */
  alternateExchangeOf(spec: ExchangeSpec): string | null {
    if (this.#rules.length === 0 || spec.name === '') return spec.alternateExchange
    const targets: readonly PolicyTarget[] = ['all', 'exchanges']
    const name = 'alternateExchange'
    const policy = this.#best(spec.name, false, targets)?.[name]
    const operator = this.#best(spec.name, true, targets)?.[name]
    return operator ?? spec.alternateExchange ?? policy ?? null
  }

  #best(
    name: string,
    operator: boolean,
    targets: readonly PolicyTarget[],
  ): PolicyDefinition | undefined {
    return this.#bestRule(name, operator, targets)?.spec.definition
  }

  #bestRule(name: string, operator: boolean, targets: readonly PolicyTarget[]): Rule | undefined {
    let best: Rule | undefined
    for (const rule of this.#rules) {
      const { operator: isOperator, applyTo, priority } = rule.spec
      if (isOperator !== operator || !targets.includes(applyTo) || !rule.matches(name)) continue
      if (best === undefined || priority > best.spec.priority) best = rule
    }
    return best
  }

  #placeOf(name: string, operator: boolean): number {
    return this.#rules.findIndex(({ spec }) => spec.name === name && spec.operator === operator)
  }
}

const queueTargets: Readonly<Record<QueueSpec['type'], PolicyTarget>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
}

/** What is said of an argument; null when nothing is, and the default counts as nothing. */
function setIn(definition: PolicyDefinition | undefined, name: keyof QueueArguments): unknown {
  const value = definition?.[name] ?? null
  return value === noArguments[name] ? null : value
}

/** Of two numbers the smaller; else the first that is set. */
function stronger(first: unknown, second: unknown): unknown {
  if (typeof first === 'number' && typeof second === 'number')
    return first < second ? first : second
  return first ?? second
}
