import type { QueueKind } from './kind.ts'

/** RabbitMQ's classic queue: what comes back goes to its original position, and nothing counts how often. */
export const classic: QueueKind = {
  putBack(ready, pages, slot) {
    ready.putBack(pages, slot)
  },
  dropsFullAtOnce: false,
  heedsExclusive: true,
  keepsSharedLimits: true,
  soleYields: false,
  getsBesideSole: true,
  renewedByDeclare: true,
  endsSlowConsumers: false,
}
