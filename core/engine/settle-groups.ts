import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'

/**
 * A settlement of many deliveries reaches the queues as one command for each consumer, and each is over before the next
 * begins: first what basic.get took, one by one, then the consumers by their tags as texts. Null when all are one
 * consumer's. [source: rabbit_channel foreach_per_queue; recorded: K166]
 */
export function settlementGroups(
  engine: Engine,
  channel: Channel,
  tags: readonly number[],
): readonly (readonly number[])[] | null {
  const groups = groupsOf(engine, channel, tags)
  if (groups.length === 1 && groups[0]!.consumer !== null) return null
  const gotten = groups.filter(({ consumer }) => consumer === null)
  const given = groups.filter(({ consumer }) => consumer !== null)
  given.sort((a, b) => compare(a.consumer!.tag, b.consumer!.tag))
  return [...gotten, ...given].map((group) => group.tags)
}

/**
 * The order in which what a lost channel held comes back to a quorum queue: consumer by consumer, each message of basic.get
 * as one with its delivery tag for a name. [source: rabbit_fifo handle_down, keys of a map in order; recorded: K167]
 */
export function lossOrder(
  engine: Engine,
  channel: Channel,
  tags: readonly number[],
): readonly number[] {
  const groups = groupsOf(engine, channel, tags)
  const named = groups.map((group) => ({
    ...group,
    name: group.consumer === null ? String(group.tags[0]!) : group.consumer.tag,
    // By coming, those of basic.get are last.
    place: group.consumer?.id ?? Number.POSITIVE_INFINITY,
  }))
  const byName = engine.rules.losesByName
  named.sort((a, b) => (byName ? 0 : order(a.place, b.place)) || compare(a.name, b.name))
  return named.flatMap((group) => group.tags)
}

interface Group {
  readonly consumer: Consumer | null
  readonly tags: number[]
}

/** By who was given them, in the order of first deliveries. What is no longer there is nobody's. */
function groupsOf(engine: Engine, channel: Channel, tags: readonly number[]): readonly Group[] {
  const groups: Group[] = []
  for (const tag of tags) {
    const slot = channel.tags.peek(tag)
    const link = slot < 0 ? -1 : engine.pages.link(slot)
    const consumer = link < 0 ? null : engine.consumers[link]!
    const known = consumer && groups.find((group) => group.consumer === consumer)
    if (known) known.tags.push(tag)
    else groups.push({ consumer, tags: [tag] })
  }
  return groups
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const order = (a: number, b: number) => (a === b ? 0 : a - b)
