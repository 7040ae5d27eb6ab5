import { bury } from './letters.ts'
import { dropHeads, expire, limit, serve } from './queues.ts'
import type { World } from './world.ts'

/** What is done with every queue a verb has touched, in order; then the dead letters go. */
export function lookAfter(world: World): void {
  for (let queue = world.touched.shift(); queue; queue = world.touched.shift()) {
    if (queue.deleted) continue
    if (queue.spec.type === 'quorum') {
      serve(world, queue)
      limit(world, queue)
      expire(world, queue)
      continue
    }
    if (queue.spec.type === 'classic') {
      if (dropHeads(world, queue) || queue.unseen) expire(world, queue)
      queue.unseen = false
    }
    serve(world, queue)
  }
  bury(world)
}
