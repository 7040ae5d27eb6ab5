import type { Engine } from '#core/engine/engine.ts'
import { tableBytes } from '#core/engine/table-bytes.ts'
import type { Queue } from './queue.ts'

/** Flags and the delivery mode, which every client sends. [AMQP 0-9-1: content header] */
const bareBytes = 3

/**
 * What a message counts towards a limit of bytes beside its body: from 4.3 a quorum queue counts the properties it carries
 * too. [recorded: K143; source: rabbit_fifo, mc size]
 */
export function overheadBytes(engine: Engine, queue: Queue, slot: number): number {
  if (queue.quorum === null || !engine.rules.quorumCountsProperties) return 0
  const row = engine.templates.row(engine.envelopes.template(engine.pages.envelope(slot)))
  const { headers, priority, expirationMs } = row.template
  const expirationBytes = expirationMs === null ? 0 : 1 + String(expirationMs).length
  return bareBytes + tableBytes(headers) + (priority === null ? 0 : 1) + expirationBytes
}
