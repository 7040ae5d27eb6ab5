/**
 * The policies of a definitions file in the simulation's terms, by virtual host. What they say and the simulation does not
 * know is said in `LeftOut`, as is a policy nothing is left of.
 */
import type { LeftOut } from './definitions-left-out.ts'
import { matcherOf } from './definitions-pattern.ts'
import type { DefinedPolicy } from './definitions-read.ts'
import type { Rename } from './definitions-topology.ts'
import { valuesOf } from './definitions-values.ts'
import { type PolicyDefinition, type PolicySpec, policyTargets } from './policy.ts'

/** Of mirrored classic queues and of a queue's home: no copy of a message is lost or won by them here. */
const ofPlaces = /^(ha-|queue-master-locator$|queue-leader-locator$|federation-upstream)/

export function policiesOf(
  policies: readonly DefinedPolicy[],
  rename: Rename,
  leftOut: LeftOut,
): ReadonlyMap<string, readonly PolicySpec[]> {
  const byHost = new Map<string, PolicySpec[]>()
  const taken = new Set<string>()
  for (const policy of policies) {
    const spec = isCalled(policy, taken, leftOut) ? policySpecOf(policy, rename, leftOut) : null
    if (spec === null) continue
    const list = byHost.get(policy.virtualHost)
    if (list) list.push(spec)
    else byHost.set(policy.virtualHost, [spec])
  }
  return byHost
}

/** RabbitMQ keeps them in 32 bits. */
const isPriority = (priority: number) => (priority | 0) === priority

/** Whether a file can name it; a user and an operator policy may be called the same. */
function isCalled(
  { virtualHost, name, operator }: DefinedPolicy,
  taken: Set<string>,
  leftOut: LeftOut,
): boolean {
  const id = JSON.stringify([virtualHost, operator, name])
  let why: string | null = null
  if (name === '') why = 'it has no name'
  else if (taken.has(id)) why = 'another one is called so too'
  taken.add(id)
  if (why !== null) leftOut.add('policy', `left out, because ${why}`, name)
  return why === null
}

function policySpecOf(
  { virtualHost, name, pattern, applyTo, priority, definition, operator }: DefinedPolicy,
  rename: Rename,
  leftOut: LeftOut,
): PolicySpec | null {
  const target = policyTargets.find((each) => each === applyTo)
  if (target === undefined || matcherOf(pattern) === null || !isPriority(priority)) {
    const reason = 'was not applied, because its pattern or apply-to cannot be tried safely here'
    leftOut.add('policy', reason, name)
    return null
  }
  const values = valuesOf('policy', name, definition, leftOut)
  for (const key of values.unknown) {
    const why = ofPlaces.test(key)
      ? 'is about where copies live and was left out'
      : 'is not simulated yet and was left out'
    leftOut.add('policy', `${key} ${why}`, name)
  }
  const said: PolicyDefinition = {
    ...values.said,
    ...renamed(values.said.deadLetterExchange, (exchange) => ({
      deadLetterExchange: rename(virtualHost, exchange),
    })),
    ...renamed(values.alternateExchange, (exchange) => ({
      alternateExchange: rename(virtualHost, exchange),
    })),
  }
  if (Object.keys(said).length === 0) return null
  return { name, operator, pattern, priority, applyTo: target, definition: said }
}

function renamed(
  name: string | null | undefined,
  to: (name: string) => PolicyDefinition,
): PolicyDefinition {
  return name === null || name === undefined ? {} : to(name)
}
