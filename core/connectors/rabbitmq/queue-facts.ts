/** What the price of a look depends on, read before anything is touched. */
import type { QueueDetailRow } from './management-rows.ts'

export interface QueueFacts {
  /** 'classic', 'quorum', 'stream'; null when only AMQP is at hand, which does not tell. */
  readonly type: string | null
  /** Effective arguments by RabbitMQ's own names, policies applied. */
  readonly arguments: ReadonlyMap<string, unknown>
  /** Returns after which a quorum queue gives a message up; null: never; undefined: not a quorum queue or not known. */
  readonly deliveryLimit: number | null | undefined
  readonly exclusive: boolean
  readonly autoDelete: boolean
  readonly consumers: number
  /** Messages of a quorum queue that were returned and wait at its head, as far as the statistics know. */
  readonly returned: number
}

export type VersionNumber = readonly [major: number, minor: number]

/** `4.3.6` as [4, 3]. */
export function versionNumber(version: string): VersionNumber {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return [major, minor]
}

export function isAtLeast(version: VersionNumber, major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor)
}

/** Limits for which argument and policy both count and the lower value wins [RabbitMQ: policies]. */
const lowerWins = new Set([
  'message-ttl',
  'max-length',
  'max-length-bytes',
  'expires',
  'delivery-limit',
])

/** Arguments of the declaration with the policy laid over them, under the argument's name (`x-…`). */
export function effectiveArguments(
  declared: Readonly<Record<string, unknown>>,
  policy: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  const effective = new Map(Object.entries(declared))
  for (const [key, value] of Object.entries(policy)) {
    const name = `x-${key}`
    const own = effective.get(name)
    if (own === undefined) effective.set(name, value)
    else if (lowerWins.has(key) && Number(value) < Number(own)) effective.set(name, value)
  }
  return effective
}

/** Reads the facts out of a detail row; the version decides what an unset limit means. */
export function factsOf(row: QueueDetailRow, version: VersionNumber): QueueFacts {
  const effective = effectiveArguments(row.arguments, row.effective_policy_definition ?? {})
  const type = row.type ?? 'classic'
  return {
    type,
    arguments: effective,
    deliveryLimit: type === 'quorum' ? deliveryLimit(row, effective, version) : undefined,
    exclusive: row.exclusive === true,
    autoDelete: row.auto_delete === true,
    consumers: row.consumers ?? 0,
    returned: type === 'quorum' ? (row.messages_ready_returned ?? 0) : 0,
  }
}

/** Since 4.0 a quorum queue that says nothing gives up after 20 [RabbitMQ 4.0 release notes]. */
function deliveryLimit(
  row: QueueDetailRow,
  effective: ReadonlyMap<string, unknown>,
  version: VersionNumber,
): number | null {
  const given = effective.get('x-delivery-limit') ?? row.delivery_limit
  if (given === undefined || given === null) return isAtLeast(version, 4, 0) ? 20 : null
  const limit = Number(given)
  return Number.isInteger(limit) && limit >= 0 ? limit : null
}

/** A value of an argument as text, for people. */
export function argumentText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  )
}
