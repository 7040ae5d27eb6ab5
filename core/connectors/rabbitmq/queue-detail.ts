/** A queue as the explorer shows it, from what the management API says of it. */
import type { QueueDetail, QueueRow } from '#core/model/explored.ts'
import type { BindingRow, QueueDetailRow, QueueListRow } from './management-rows.ts'
import { argumentText, effectiveArguments } from './queue-facts.ts'

export function queueRow(row: QueueListRow, deadLetters: boolean): QueueRow {
  return {
    virtualHost: row.vhost,
    queue: row.name,
    type: row.type ?? 'classic',
    ready: row.messages_ready ?? null,
    unacked: row.messages_unacknowledged ?? null,
    consumers: null,
    deadLetters,
  }
}

/** `live` is fresher than the row's statistics, but a stream always says 0 there. */
export function queueDetail(
  row: QueueDetailRow,
  bindings: readonly BindingRow[],
  live: { readonly ready: number; readonly consumers: number },
  deadLetters: boolean,
): QueueDetail {
  const effective = effectiveArguments(row.arguments, row.effective_policy_definition ?? {})
  return {
    ...queueRow(row, deadLetters),
    ready: row.type === 'stream' ? (row.messages_ready ?? null) : live.ready,
    consumers: live.consumers,
    durable: row.durable,
    policy: row.policy || null,
    arguments: [...effective].map(([name, value]) => ({ name, value: argumentText(value) })),
    // Every queue is bound to the default exchange by its own name; that says nothing.
    bindings: bindings
      .filter(({ source }) => source !== '')
      .map(({ source, routing_key }) => ({ exchange: source, key: routing_key })),
  }
}

/** Without the management API: only what a passive declare tells. */
export function unknownQueue(
  address: { readonly virtualHost: string; readonly queue: string },
  live: { readonly ready: number; readonly consumers: number },
): QueueDetail {
  const { virtualHost, queue } = address
  return {
    ...{ virtualHost, queue },
    ...{ ready: live.ready, consumers: live.consumers, unacked: null },
    type: 'unknown',
    deadLetters: false,
    durable: true,
    policy: null,
    arguments: [],
    bindings: [],
  }
}
