import type { Channel } from './channel.ts'
import type { Queue } from './queue/queue.ts'

/** One AMQP connection: its channels, and the exclusive queues that are its own. */
export class Connection {
  readonly id: number
  readonly channels: Channel[] = []
  readonly queues: Queue[] = []
  open = true

  constructor(id: number) {
    this.id = id
  }
}
