import type { Stage } from '#core/soak/stage.ts'
import type { Of } from './step.ts'

/** basic.qos with `global`: one limit for all consumers of a channel, or where that is gone the usual one of its next consumers. */
export function limitChannel(stage: Stage, step: Of<'qos'>): void {
  const channel = stage.channel(step.channel)
  const { prefetch } = step
  if (!stage.ledger.facts.channelLimits) channel.prefetch = prefetch
  else channel.sharedMost = prefetch === 0 ? Number.POSITIVE_INFINITY : prefetch
  stage.broker.qos(channel.id, prefetch, { global: true })
}
