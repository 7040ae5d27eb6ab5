import { unlimited } from './held-most.ts'
import type { QueueKind } from './kind.ts'

/** RabbitMQ's classic queue: what comes back goes to its original position, and nothing counts how often. */
export const classic: QueueKind = {
  keepsAll: false,
  heldMost: unlimited,
  refusing: ['reject-publish', 'reject-publish-dlx'],
  ttlLeastUs: 0,
  dropsFullAtOnce: false,
  heedsExclusive: true,
  keepsSharedLimits: true,
  soleYields: false,
  getsBesideSole: true,
  countsBeforeExpiry: false,
  renewedByDeclare: true,
  endsSlowConsumers: false,
}
