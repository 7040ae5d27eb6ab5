import type { QueueKind } from './kind.ts'

/** RabbitMQ's classic queue: what comes back goes to its original position, and nothing counts how often. */
export const classic: QueueKind = {
  keepsAll: false,
  putBack(ready, pages, slot) {
    ready.putBack(pages, slot)
  },
}
