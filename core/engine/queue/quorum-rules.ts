import type { Fault } from '#core/engine/declared.ts'
import type { ProfileRules } from '#core/engine/profile.ts'
import type { QueueSpec } from '#core/model/topology.ts'

/** Why a quorum queue cannot be declared so: it is always durable and nobody's own. Null for other types. [recorded: K12] */
export function quorumFault(spec: QueueSpec): Fault | null {
  if (spec.type !== 'quorum') return null
  const refuse = (what: string): Fault => ({
    replyCode: 406,
    reason: `${what} of quorum queue '${spec.name}' is not supported by this type of queue`,
  })
  if (spec.name === '') return refuse('a name by the server')
  if (spec.exclusive) return refuse('exclusive')
  if (!spec.durable) return refuse('non-durable')
  return spec.autoDelete ? refuse('auto-delete') : null
}

/** A declaration without the arguments that mean nothing to this version, which takes any value of them. [recorded: K160] */
export function knownOf(spec: QueueSpec, rules: ProfileRules): QueueSpec {
  if (rules.quorumTimes) return spec
  const unknown = {
    delayedRetryType: null,
    delayedRetryMinMs: null,
    delayedRetryMaxMs: null,
    consumerTimeoutMs: null,
  }
  return { ...spec, arguments: { ...spec.arguments, ...unknown } }
}
