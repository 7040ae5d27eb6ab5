import { unlimited } from './held-most.ts'
import type { QueueKind } from './kind.ts'

/** RabbitMQ's stream: reading takes nothing out, so nothing ever comes back. See `stream-log.ts`. */
export const stream: QueueKind = {
  keepsAll: true,
  heldMost: unlimited,
  refusing: [],
  ttlLeastUs: 0,
  dropsFullAtOnce: false,
  heedsExclusive: false,
  keepsSharedLimits: false,
  soleYields: false,
  getsBesideSole: false,
  countsBeforeExpiry: false,
  renewedByDeclare: false,
  endsSlowConsumers: false,
}
