import { fieldText, tableText } from '#core/engine/field-text.ts'
import { assert } from '#core/model/failure.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'
import type { Router } from './router.ts'

/** `x-match` of a binding: all or any of its criteria; only the `-with-x` forms look at arguments named `x-…`. */
export const headerMatches = ['all', 'any', 'all-with-x', 'any-with-x'] as const
type HeaderMatch = (typeof headerMatches)[number]

interface HeaderBinding {
  readonly destination: number
  readonly identity: string
  readonly any: boolean
  /** Values as text; null asks only that the header is there. */
  readonly criteria: readonly (readonly [name: string, text: string | null])[]
}

/** Compares headers with the binding's arguments; the routing key plays no part. [RabbitMQ: headers exchange] */
export class HeadersRouter implements Router {
  readonly #bindings: HeaderBinding[] = []

  bind(destination: number, key: string, args: FieldTable): void {
    const match = matchOf(args) ?? 'all'
    const withX = match.endsWith('-with-x')
    this.#bindings.push({
      destination,
      identity: identityOf(key, args),
      any: match.startsWith('any'),
      criteria: args.fields
        .filter(([name]) => name !== 'x-match' && (withX || !name.startsWith('x-')))
        .map(([name, value]) => [name, value === null ? null : fieldText(value)]),
    })
  }

  unbind(destination: number, key: string, args: FieldTable): void {
    const identity = identityOf(key, args)
    const index = this.#bindings.findIndex(
      (binding) => binding.destination === destination && binding.identity === identity,
    )
    assert(index >= 0, 'what is unbound was bound')
    this.#bindings.splice(index, 1)
  }

  route(_key: string, headers: FieldTable, found: Destinations): void {
    const texts = new Map(headers.fields.map(([name, value]) => [name, fieldText(value)]))
    for (const { destination, any, criteria } of this.#bindings) {
      const holds = (criterion: readonly [string, string | null]) => {
        const text = texts.get(criterion[0])
        return text !== undefined && (criterion[1] === null || criterion[1] === text)
      }
      if (any ? criteria.some(holds) : criteria.every(holds)) found.add(destination)
    }
  }
}

/** The `x-match` of these arguments, null when they have none, undefined when it is not one RabbitMQ knows. */
export function matchOf(args: FieldTable): HeaderMatch | null | undefined {
  const value = args.fields.find(([name]) => name === 'x-match')?.[1]
  if (value === undefined) return null
  return headerMatches.find((match) => match === value)
}

function identityOf(key: string, args: FieldTable): string {
  return `${tableText(args)}${key}`
}
