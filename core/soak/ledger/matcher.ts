import type { BindingSpec, ExchangeSpec, FieldTable } from '#core/model/topology.ts'

/** What there is to route by, as plain lists. */
export interface RoutingTable {
  readonly exchanges: ReadonlyMap<string, ExchangeSpec>
  readonly queues: ReadonlySet<string>
  readonly bindings: readonly BindingSpec[]
}

/**
 * Where a message should go: every binding is asked, nothing is remembered. The yardstick of the engine's routing, so it
 * shares no code with it. [RabbitMQ: Exchanges, Alternate Exchanges]
 */
export function matchedQueues(
  table: RoutingTable,
  from: string,
  keys: readonly string[],
  headers: FieldTable,
): Set<string> {
  const found = new Set<string>()
  const asked = new Set<string>([from])
  for (const name of asked) {
    const exchange = table.exchanges.get(name)
    if (exchange === undefined) continue
    let matched = 0
    if (name === '') {
      for (const key of keys) if (table.queues.has(key)) matched += found.add(key) ? 1 : 0
    }
    for (const binding of table.bindings) {
      if (binding.from !== name || !matches(exchange, binding, keys, headers)) continue
      matched++
      if (binding.toExchange) asked.add(binding.to)
      else found.add(binding.to)
    }
    if (matched === 0 && exchange.alternateExchange !== null) asked.add(exchange.alternateExchange)
  }
  return found
}

function matches(
  { type }: ExchangeSpec,
  binding: BindingSpec,
  keys: readonly string[],
  headers: FieldTable,
): boolean {
  if (type === 'fanout') return true
  if (type === 'direct') return keys.includes(binding.key)
  if (type === 'headers') return headersMatch(binding.arguments, headers)
  return keys.some((key) => wordsMatch(binding.key.split('.'), key === '' ? [] : key.split('.')))
}

/** `*` is one word, `#` any number. */
function wordsMatch(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return words.length === 0
  if (first !== '#') {
    const isWord = words.length > 0 && (first === '*' || first === words[0])
    return isWord && wordsMatch(rest, words.slice(1))
  }
  for (let taken = 0; taken <= words.length; taken++)
    if (wordsMatch(rest, words.slice(taken))) return true
  return false
}

function headersMatch(criteria: FieldTable, headers: FieldTable): boolean {
  const mode = String(criteria.fields.find(([name]) => name === 'x-match')?.[1] ?? 'all')
  const wanted = criteria.fields.filter(
    ([name]) => name !== 'x-match' && (mode.endsWith('-with-x') || !name.startsWith('x-')),
  )
  const holds = ([name, value]: (typeof wanted)[number]) =>
    headers.fields.some(([field, is]) => field === name && is === value)
  return mode.startsWith('any') ? wanted.some(holds) : wanted.every(holds)
}
