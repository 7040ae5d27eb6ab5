import type { QueueSpec } from '#core/model/topology.ts'
import type { Connection } from './connection.ts'
import { accepted, type Declared, refused } from './declared.ts'
import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'
import { renewUse } from './queue/unused.ts'

/**
 * queue.declare. An exclusive queue belongs to the connection it is made on; another's is 405, whatever is asked of it.
 * [RabbitMQ: Queues, exclusive]
 */
export function declareQueue(
  engine: Engine,
  spec: QueueSpec,
  connection: Connection | null,
  serverName?: string,
): Declared {
  const { topology } = engine
  const known = topology.queueId(spec.name)
  if (known >= 0 && engine.queues[known]!.isLockedFor(connection)) {
    return lockedRefusal(engine.queues[known]!)
  }
  const declared = topology.declareQueue(spec, serverName)
  if (!declared.ok) return declared
  const queue = engine.queues[declared.id]!
  const { quorum } = queue
  if (known < 0 && quorum !== null) quorum.leader = engine.cluster.leaderAfter(quorum.leader)
  if (known < 0 && spec.exclusive && connection !== null) {
    queue.owner = connection
    connection.queues.push(queue)
  }
  if (known < 0 || queue.kind.renewedByDeclare) renewUse(engine, queue)
  return declared
}

/** A passive queue.declare: 404 when there is none of that name. It counts as a use. */
export function lookAtQueue(engine: Engine, name: string, connection: Connection | null): Declared {
  const queue = engine.queues[engine.topology.queueId(name)]
  if (!queue) return refused(404, `no queue '${name}'`)
  if (queue.isLockedFor(connection)) return lockedRefusal(queue)
  if (queue.kind.renewedByDeclare) renewUse(engine, queue)
  return accepted(queue.id)
}

/** What everybody but its owner hears of an exclusive queue. */
export function lockedRefusal(queue: Queue): Declared {
  return refused(405, `queue '${queue.spec.name}' is exclusive to another connection`)
}
