import { TraceReason } from '#core/model/trace.ts'
import type { DeathNote } from './copy.ts'

/** What a death is called, by `TraceReason`. */
export const deathNames: Readonly<Record<number, string>> = {
  [TraceReason.rejected]: 'rejected',
  [TraceReason.expired]: 'expired',
  [TraceReason.maxlen]: 'maxlen',
  [TraceReason.deliveryLimit]: 'delivery_limit',
}

/** The deaths of a message with one more: the latest first, one note for each queue and reason. [RabbitMQ: Dead Letter Exchanges] */
export function afterDeath(
  deaths: readonly DeathNote[],
  queue: string,
  reason: string,
): readonly DeathNote[] {
  const known = deaths.find((death) => death.queue === queue && death.reason === reason)
  const count = (known?.count ?? 0) + 1
  return [{ queue, reason, count }, ...deaths.filter((death) => death !== known)]
}

/** Whether a dead letter has been in that queue since somebody last rejected it. [RabbitMQ: Dead Letter Exchanges, cycles] */
export function isCircle(deaths: readonly DeathNote[], queue: string): boolean {
  const rejected = deaths.findIndex(({ reason }) => reason === 'rejected')
  const since = rejected < 0 ? deaths : deaths.slice(0, rejected)
  return since.some((death) => death.queue === queue)
}

export function areSameDeaths(one: readonly DeathNote[], other: readonly DeathNote[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) {
    const is = one[at]!
    const wanted = other[at]!
    if (is.queue !== wanted.queue || is.reason !== wanted.reason) return false
    if (is.count !== wanted.count) return false
  }
  return true
}

/** For a sentence. */
export function deathsText(deaths: readonly DeathNote[]): string {
  if (deaths.length === 0) return 'no death'
  return deaths.map(({ queue, reason, count }) => `${count} x ${reason} in ${queue}`).join(', ')
}
