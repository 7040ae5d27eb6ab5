import type { QueueKind } from './kind.ts'

/**
 * RabbitMQ's quorum queue: returns go first, deliveries are counted, and its limits are those of `quorum-limits.ts`. It takes
 * `reject-publish-dlx` for drop-head. [RabbitMQ: Quorum Queues; recorded: K36; source: rabbit_fifo update_expiry_header]
 */
export const quorum: QueueKind = {
  keepsAll: true,
  heldMost: 2000,
  refusing: ['reject-publish'],
  ttlLeastUs: 1000,
  dropsFullAtOnce: true,
  heedsExclusive: false,
  keepsSharedLimits: false,
  soleYields: true,
  getsBesideSole: false,
  countsBeforeExpiry: true,
  renewedByDeclare: false,
  endsSlowConsumers: true,
}
