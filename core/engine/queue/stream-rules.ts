import type { Fault } from '#core/engine/declared.ts'
import { noArguments, type QueueArguments, type QueueSpec } from '#core/model/topology.ts'

const allowed: readonly (keyof QueueArguments)[] = ['maxLengthBytes', 'maxAgeS', 'maxSegmentBytes']

/** Why a stream cannot be declared so: it is always durable and nobody's own, and knows retention only. [recorded: K12] */
export function streamFault(spec: QueueSpec): Fault | null {
  const refuse = (what: string): Fault => ({
    replyCode: 406,
    reason: `${what} of stream '${spec.name}' is not supported by this type of queue`,
  })
  if (spec.name === '') return refuse('a name by the server')
  if (spec.exclusive) return refuse('exclusive')
  if (!spec.durable) return refuse('non-durable')
  if (spec.autoDelete) return refuse('auto-delete')
  for (const name of Object.keys(spec.arguments) as (keyof QueueArguments)[]) {
    if (!allowed.includes(name) && spec.arguments[name] !== noArguments[name]) return refuse(name)
  }
  return null
}
