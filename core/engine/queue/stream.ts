import type { QueueKind } from './kind.ts'

/** RabbitMQ's stream: reading takes nothing out, so nothing ever comes back. See `stream-log.ts`. */
export const stream: QueueKind = {
  keepsAll: true,
  putBack() {
    throw new Error('nothing returns to a stream')
  },
}
