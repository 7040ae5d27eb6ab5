/** Where every message is, as an equation over one frame: what came in is acked, dead, dropped or still held. */
import type { RunDescription } from '#core/model/run.ts'
import { deadLetterQueues } from '#renderer/state/dead-letter-queues.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'

export interface Conservation {
  readonly arrived: number
  readonly acked: number
  readonly dead: number
  readonly dropped: number
  readonly held: number
}

/**
 * Sums over the queues that are not mere keepers of dead letters: those hold what the others count as dead. A message
 * copied to two queues came in twice.
 */
export function conservation({ scenario, queues }: RunDescription, frame: FrameView): Conservation {
  const keepers = deadLetterQueues(scenario)
  const logs = new Set(
    scenario.topology.queues.filter(({ type }) => type === 'stream').map(({ name }) => name),
  )
  let arrived = 0
  let acked = 0
  let dead = 0
  let dropped = 0
  let held = 0
  queues.forEach((name, index) => {
    if (keepers.has(name)) return
    arrived += frame.queue(index, 'published')
    // Who reads a stream gets copies: what it holds is what it retains.
    const isLog = logs.has(name)
    acked += isLog ? 0 : frame.queue(index, 'acked')
    dead += frame.queue(index, 'deadLettered')
    dropped += frame.queue(index, 'dropped') + frame.queue(index, 'expired')
    held += frame.queue(index, 'ready') + frame.queue(index, 'aside')
    held += isLog ? 0 : frame.queue(index, 'unacked')
  })
  return { arrived, acked, dead, dropped, held }
}
