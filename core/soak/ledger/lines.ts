import type { ChannelBook } from './channel-book.ts'
import type { Held, Settling } from './copy.ts'
import type { Facts } from './facts.ts'

/** Deliveries of a channel that are settled at once: each consumer's are a batch of their own. */
export function settlingOf(
  channel: ChannelBook,
  all: readonly Held[],
  how: Settling['how'],
  reason: number,
): Settling[] {
  let last: Held | null = null
  return asSettled(all).map((held) => {
    if (last === null || held.consumer !== last.consumer) channel.batches++
    last = held
    return { held, how, reason, batch: channel.batches }
  })
}

/** Settled together, the server takes what basic.get took first, then consumer after consumer. [recorded: K166] */
function asSettled(all: readonly Held[]): readonly Held[] {
  const consumers = new Set(all.map(({ consumer }) => consumer))
  consumers.delete(null)
  const lines = [null, ...consumers]
  return lines.flatMap((each) => all.filter(({ consumer }) => consumer === each))
}

/**
 * Lost with its channel, it comes back consumer after consumer, as they came; what basic.get took is last, sorted as text by its
 * tag. Consumers of these worlds have no tags, so an older server, which goes by tags, sorts them no further. [recorded: K167]
 */
export function asLost(all: readonly Held[], { lossesGoByTag }: Facts): readonly Held[] {
  const given = all.filter(({ consumer }) => consumer !== null)
  const taken = all.filter(({ consumer }) => consumer === null)
  const byTag = taken.toSorted((a, b) => (String(a.tag) < String(b.tag) ? -1 : 1))
  const consumers = [...new Set(given.map(({ consumer }) => consumer!))]
  if (!lossesGoByTag) consumers.sort((a, b) => a.id - b.id)
  const lines = consumers.map((each) => given.filter(({ consumer }) => consumer === each))
  return [...lines.flat(), ...byTag]
}
