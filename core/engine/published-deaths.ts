import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import { type Death, type DeathHistory, type DeathReason, deathReasons } from './death.ts'

/**
 * The history a client wrote into the headers of a message, as `deathHeaders` writes it: up to 3.13 the broker counts on
 * from there. Null when there is none it can read. [seen: K51]
 */
export function publishedDeaths(headers: FieldTable): DeathHistory | null {
  const list = fieldOf(headers, 'x-death')
  if (!Array.isArray(list)) return null
  const deaths = list.flatMap((entry) => deathIn(entry) ?? [])
  const oldest = deaths.at(-1)
  if (oldest === undefined) return null
  const queue = fieldOf(headers, 'x-first-death-queue')
  const exchange = fieldOf(headers, 'x-first-death-exchange')
  const reason = reasonIn(fieldOf(headers, 'x-first-death-reason'))
  const isTold = typeof queue === 'string' && typeof exchange === 'string' && reason !== null
  const first = isTold ? { queue, exchange, reason } : oldest
  return { deaths, first, failed: 0 }
}

function deathIn(entry: FieldValue): Death | null {
  if (typeof entry !== 'object' || entry === null || !('fields' in entry)) return null
  const queue = fieldOf(entry, 'queue')
  const reason = reasonIn(fieldOf(entry, 'reason'))
  const exchange = fieldOf(entry, 'exchange')
  const count = Number(fieldOf(entry, 'count') ?? 1)
  const keys = fieldOf(entry, 'routing-keys')
  const expiration = fieldOf(entry, 'original-expiration')
  if (typeof queue !== 'string' || typeof exchange !== 'string' || reason === null) return null
  if (!Number.isSafeInteger(count)) return null
  return {
    queue,
    reason,
    count,
    timeUs: Number(fieldOf(entry, 'time') ?? 0) * 1_000_000,
    exchange,
    routingKeys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    originalExpiration: typeof expiration === 'string' ? expiration : null,
  }
}

function reasonIn(value: FieldValue | undefined): DeathReason | null {
  return deathReasons.find((reason) => reason === value) ?? null
}

function fieldOf(table: FieldTable, name: string): FieldValue | undefined {
  return table.fields.find(([field]) => field === name)?.[1]
}
