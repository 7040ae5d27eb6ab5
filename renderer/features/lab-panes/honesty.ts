/** What of a scenario is modelled, what is simpler than in life, what is left out: keys of the text table, in order. */
import type { Scenario } from '#core/model/scenario.ts'
import { inEffect } from '#renderer/state/in-effect.ts'

export interface Honesty {
  readonly modelled: readonly ModelledKey[]
  readonly simplified: readonly ('noDelay' | 'instantElections')[]
  readonly leftOut: readonly ('disk' | 'memory')[]
}

export type ModelledKey =
  | 'roundRobin'
  | 'prefetch'
  | 'acks'
  | 'autoAck'
  | 'deadLettering'
  | 'ttl'
  | 'maxLength'
  | 'confirms'
  | 'requeue'
  | 'crashes'
  | 'latency'
  | 'bandwidth'
  | 'quorum'
  | 'streams'
  | 'priorities'
  | 'singleActive'
  | 'policies'
  | 'nodes'
  | 'alarms'

export function honestyOf(scenario: Scenario): Honesty {
  const { topology, producers, consumers, faults, policies } = inEffect(scenario)
  const queues = topology.queues.map(({ arguments: set }) => set)
  const links = [...producers, ...consumers].map(({ link }) => link)
  const present: readonly (readonly [ModelledKey, boolean])[] = [
    ['quorum', topology.queues.some(({ type }) => type === 'quorum')],
    ['streams', topology.queues.some(({ type }) => type === 'stream')],
    ['priorities', queues.some(({ maxPriority }) => maxPriority !== null)],
    ['singleActive', queues.some(({ singleActiveConsumer }) => singleActiveConsumer)],
    ['policies', policies.length > 0],
    ['nodes', faults.some(({ kind }) => kind === 'stopNode' || kind === 'partition')],
    ['alarms', faults.some(({ kind }) => kind === 'alarm')],
    ['deadLettering', queues.some(({ deadLetterExchange }) => deadLetterExchange !== null)],
    [
      'maxLength',
      queues.some(({ maxLength, maxLengthBytes }) => maxLength !== null || maxLengthBytes !== null),
    ],
    [
      'ttl',
      queues.some(({ messageTtlMs }) => messageTtlMs !== null) ||
        producers.some(({ expirationMs }) => expirationMs !== null),
    ],
    [
      'requeue',
      consumers.some(({ failure }) => failure.outcome === 'requeue') &&
        (consumers.some(({ failure }) => failure.probability > 0) ||
          producers.some(({ poisonShare }) => poisonShare > 0)),
    ],
    ['confirms', producers.some(({ confirms }) => confirms)],
    [
      'crashes',
      consumers.some(({ crash }) => crash.probability > 0) ||
        faults.some(({ kind }) => kind === 'crash'),
    ],
    ['latency', links.some(({ latencyUs }) => latencyUs > 0)],
    ['bandwidth', links.some(({ bandwidthBytesPerSecond }) => bandwidthBytesPerSecond !== null)],
    ['roundRobin', consumers.length > 1],
    ['prefetch', consumers.some(({ prefetch }) => prefetch > 0)],
    ['acks', consumers.some(({ autoAck }) => !autoAck)],
    ['autoAck', consumers.some(({ autoAck }) => autoAck)],
  ]
  const delayed = links.some(
    ({ latencyUs, bandwidthBytesPerSecond }) => latencyUs > 0 || bandwidthBytesPerSecond !== null,
  )
  return {
    modelled: present.flatMap(([key, is]) => (is ? [key] : [])),
    simplified: delayed ? ['instantElections'] : ['noDelay', 'instantElections'],
    leftOut: ['disk', 'memory'],
  }
}
