import type { BindingSpec, FieldTable, FieldValue } from '#core/model/topology.ts'
import { alternateOf } from './policies.ts'
import type { Exchange, Queue, World } from './world.ts'

/** Every queue a publish reaches, each once, in order of declaration. [semantics A1] */
export function route(
  world: World,
  exchange: string,
  keys: readonly string[],
  headers: FieldTable,
): Queue[] {
  const visited: string[] = []
  const names = new Set<string>()
  const next = [exchange]
  for (let name = next.shift(); name !== undefined; name = next.shift()) {
    if (visited.includes(name)) continue
    visited.push(name)
    if (name === '') {
      for (const key of keys) names.add(key)
      continue
    }
    const from = world.exchanges.find((one) => one.name === name)
    if (from === undefined) continue
    const bound = world.bindings.filter((one) => {
      return one.from === name && keys.some((key) => matches(from, one, key, headers))
    })
    for (const { to, toExchange } of bound) {
      if (toExchange) next.push(to)
      else names.add(to)
    }
    const alternate = alternateOf(world, from)
    if (bound.length === 0 && alternate !== null) next.push(alternate)
  }
  return world.queues.filter(({ spec, deleted }) => !deleted && names.has(spec.name))
}

function matches(exchange: Exchange, binding: BindingSpec, key: string, headers: FieldTable) {
  if (exchange.type === 'fanout') return true
  if (exchange.type === 'direct') return binding.key === key
  if (exchange.type === 'topic') return isLike(wordsOf(key), wordsOf(binding.key))
  return holds(binding.arguments, headers)
}

function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.')
}

function isLike(words: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return words.length === 0
  if (first === '#') {
    for (let from = 0; from <= words.length; from++) {
      if (isLike(words.slice(from), rest)) return true
    }
    return false
  }
  if (words.length === 0) return false
  return (first === '*' || first === words[0]) && isLike(words.slice(1), rest)
}

function holds(args: FieldTable, headers: FieldTable): boolean {
  const fieldOf = (table: FieldTable, name: string) => {
    return table.fields.find(([field]) => field === name)?.[1]
  }
  const how = String(fieldOf(args, 'x-match') ?? 'all')
  const asked = args.fields.filter(([name]) => {
    return name !== 'x-match' && (how.endsWith('-with-x') || !name.startsWith('x-'))
  })
  const isMet = ([name, wanted]: readonly [string, FieldValue]) => {
    const value = fieldOf(headers, name)
    return value !== undefined && (wanted === null || value === wanted)
  }
  return how.startsWith('any') ? asked.some(isMet) : asked.every(isMet)
}
