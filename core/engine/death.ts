import type { FieldTable, FieldValue } from '#core/model/topology.ts'

/**
 * The history of a dead-lettered message, as RabbitMQ keeps it in `x-death`. [RabbitMQ: Dead Letter Exchanges]
 */
export const deathReasons = ['rejected', 'expired', 'maxlen', 'delivery_limit'] as const
export type DeathReason = (typeof deathReasons)[number]

export interface Death {
  readonly queue: string
  readonly reason: DeathReason
  /** Deaths of this message in this queue for this reason. All other fields keep the values of the first one. */
  readonly count: number
  /** Virtual time of the first one; AMQP shows whole seconds. */
  readonly timeUs: number
  /** Exchange it had been published to; '' is the default exchange. */
  readonly exchange: string
  /** Its routing keys, with CC, without BCC. */
  readonly routingKeys: readonly string[]
  /** The message's own `expiration` in milliseconds when it still had one, as text. */
  readonly originalExpiration: string | null
}

/** Never changed in place: copies of one message share it until they die again. */
export interface DeathHistory {
  /** Most recent first, one entry per (queue, reason). */
  readonly deaths: readonly Death[]
  /** The very first death, whatever came later. */
  readonly first: Pick<Death, 'queue' | 'reason' | 'exchange'>
  /** Failed attempts it brought into the queue it is in: see `delivery-counts.ts`. */
  readonly failed: number
}

/** The history after one more death. A known (queue, reason) counts up and moves to the front. */
export function afterDeath(
  history: DeathHistory | null,
  death: Omit<Death, 'count'>,
  failed = 0,
): DeathHistory {
  if (history === null) {
    const only = { ...death, count: 1 }
    return { deaths: [only], first: only, failed }
  }
  const same = (past: Death) => past.queue === death.queue && past.reason === death.reason
  const known = history.deaths.find(same)
  const latest = known ? { ...known, count: known.count + 1 } : { ...death, count: 1 }
  return {
    deaths: [latest, ...history.deaths.filter((past) => !same(past))],
    first: history.first,
    failed,
  }
}

/**
 * Whether a dead letter would come back to a queue without any consumer having rejected it since: such a copy is
 * dropped, or it would circle for ever. Asked with the current death included. [RabbitMQ: dead-letter cycles]
 */
export function isCycle(history: DeathHistory, queue: string): boolean {
  for (const death of history.deaths) {
    if (death.reason === 'rejected') return false
    if (death.queue === queue) return true
  }
  return false
}

/** The headers a consumer sees: `x-death`, `x-first-death-*` and, where the broker `tellsLastDeath`, `x-last-death-*`. */
export function deathHeaders(history: DeathHistory, tellsLastDeath: boolean): FieldTable {
  const last = history.deaths[0]!
  const fields: (readonly [string, FieldValue])[] = [
    ['x-death', history.deaths.map(deathTable)],
    ['x-first-death-exchange', history.first.exchange],
    ['x-first-death-queue', history.first.queue],
    ['x-first-death-reason', history.first.reason],
  ]
  if (tellsLastDeath) {
    fields.push(
      ['x-last-death-exchange', last.exchange],
      ['x-last-death-queue', last.queue],
      ['x-last-death-reason', last.reason],
    )
  }
  return { fields }
}

function deathTable(death: Death): FieldTable {
  const fields: (readonly [string, FieldValue])[] = [
    ['count', death.count],
    ['reason', death.reason],
    ['queue', death.queue],
    ['time', Math.floor(death.timeUs / 1_000_000)],
    ['exchange', death.exchange],
    ['routing-keys', death.routingKeys],
  ]
  if (death.originalExpiration !== null) {
    fields.push(['original-expiration', death.originalExpiration])
  }
  return { fields }
}
