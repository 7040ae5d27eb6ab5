import type { Fault } from '#core/engine/declared.ts'
import type { ProfileRules } from '#core/engine/profile.ts'
import type { BindingSpec } from '#core/model/topology.ts'
import type { Exchange } from './exchange.ts'
import { matchOf } from './headers.ts'
import { wordsOf } from './topic.ts'

/** Why a binding cannot be made from its source, whatever the destination. */
export function bindingFault(
  spec: BindingSpec,
  source: Exchange | undefined,
  rules: ProfileRules,
): Fault | null {
  if (spec.from === '' || (spec.toExchange && spec.to === '')) {
    return { replyCode: 403, reason: 'the default exchange cannot be bound' }
  }
  if (!source) return { replyCode: 404, reason: `no exchange '${spec.from}'` }
  if (source.spec.type === 'headers' && matchOf(spec.arguments) === undefined) {
    return {
      replyCode: 406,
      reason: `x-match of a binding to exchange '${spec.from}' must be all, any, all-with-x or any-with-x`,
    }
  }
  if (source.spec.type === 'topic') {
    const hashes = wordsOf(spec.key).filter((word) => word === '#').length
    if (hashes > rules.topicHashesMax) {
      return {
        replyCode: 406,
        reason: `binding key '${spec.key}' has ${hashes} words '#', more than ${rules.topicHashesMax}`,
      }
    }
  }
  return null
}
