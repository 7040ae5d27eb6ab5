import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'

/** What contradicts itself about what a channel's consumers share and have to settle in time, as a sentence; null when nothing. */
export function channelFault(engine: Engine, channel: Channel): string | null {
  const held = new Set<number>()
  let used = 0
  channel.tags.haunt((slot) => {
    held.add(slot)
    if (engine.pages.link(slot) >= 0) used++
    return false
  })
  const { id, sharedMax, sharedUsed, deadlines } = channel
  if (sharedMax !== Number.POSITIVE_INFINITY) {
    if (sharedUsed !== used)
      return `channel ${id} has used ${used} of its limit, it says ${sharedUsed}`
    for (const consumer of channel.consumers) {
      // Replies come from no queue and are held back by no limit.
      if (consumer.queue === engine.replyQueue) continue
      if (used >= sharedMax && consumer.canTake())
        return `consumer ${consumer.id} may take beyond channel ${id}'s limit`
    }
  }
  for (const slot of deadlines.keys()) {
    if (!held.has(slot)) return `channel ${id} times slot ${slot}, which it does not hold`
  }
  return null
}

/** The same about a queue's single active consumer and its owner. */
export function seatFault({ spec, sole, active, consumers, owner, deleted }: Queue): string | null {
  if (owner !== null && !owner.open && !deleted)
    return `queue '${spec.name}' has outlived its connection`
  if (!sole)
    return active === null ? null : `queue '${spec.name}' has an active consumer and may have many`
  if (active === null)
    return consumers.length === 0 ? null : `nobody of queue '${spec.name}' is active`
  const second = consumers.find((one) => one !== active && !one.standsBy)
  return second === undefined
    ? null
    : `consumer ${second.id} is active beside consumer ${active.id}`
}
