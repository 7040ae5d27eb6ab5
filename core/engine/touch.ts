import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'

/** Notes a queue for `lookAfter`. */
export function touch(engine: Engine, queue: Queue): void {
  if (queue.touched) return
  queue.touched = true
  engine.touched.push(queue)
}
