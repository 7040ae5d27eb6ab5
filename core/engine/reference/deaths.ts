import type { Death, Message, Queue, World } from './world.ts'

/** A message leaves a queue unread: it will be sent on, if there is where to. */
export function depart(world: World, from: Queue, message: Message, reason: string): void {
  const { deadLetterExchange } = from.args
  if (deadLetterExchange === null || !exists(world, deadLetterExchange)) return
  world.dead.push({ message, from, reason })
}

/** Failures of a message, those it brought along counted. */
export function failuresOf(message: Message): number {
  return message.failures ?? message.brought
}

function exists(world: World, exchange: string): boolean {
  return exchange === '' || world.exchanges.some(({ name }) => name === exchange)
}

/** One entry for each queue and reason; a known one counts up and comes first. */
export function withOneMore(
  world: World,
  message: Message,
  from: Queue,
  reason: string,
): readonly Death[] {
  const isSame = (past: Death) => past.queue === from.spec.name && past.reason === reason
  const known = message.deaths.find(isSame)
  const others = message.deaths.filter((past) => !isSame(past))
  if (known) return [{ ...known, count: known.count + 1 }, ...others]
  const { expirationMs, exchange, key, copyKeys } = message
  const latest = {
    queue: from.spec.name,
    reason,
    count: 1,
    timeMs: world.nowMs,
    exchange,
    routingKeys: [key, ...copyKeys],
    originalExpiration: expirationMs === null ? null : `${expirationMs}`,
  }
  return [latest, ...others]
}

/** Whether it has been in that queue before, and nobody rejected it since. */
export function isCircle(deaths: readonly Death[], queue: string): boolean {
  const upTo = deaths.findIndex((past) => past.queue === queue)
  const since = deaths.slice(0, upTo + 1)
  return upTo >= 0 && since.every((past) => past.reason !== 'rejected')
}
