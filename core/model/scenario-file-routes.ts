/**
 * Where a topology sends a message, for hints about a file and for the load an import proposes. It knows bindings only:
 * queue limits, TTL and settling are the engine's.
 */
import { predeclaredTypes } from './predeclared.ts'
import { TopicTree } from './scenario-file-topics.ts'
import type {
  BindingSpec,
  ExchangeType,
  FieldTable,
  FieldValue,
  QueueSpec,
  Topology,
} from './topology.ts'

interface Node {
  readonly type: ExchangeType
  readonly alternate: string | null
  /** Bindings of a direct exchange by their key. */
  readonly byKey: Map<string, BindingSpec[]>
  /** Bindings of a topic exchange. */
  readonly patterns: TopicTree
  /** Bindings of the others, tried one by one. */
  readonly tried: BindingSpec[]
}

const equal = (a: FieldValue, b: FieldValue) =>
  a === b || (typeof a === 'bigint' && BigInt(a) === b)

/** Whether headers meet the criteria of a binding. [RabbitMQ: headers exchange, x-match] */
function headersMatch(criteria: FieldTable, headers: FieldTable): boolean {
  const mode = criteria.fields.find(([name]) => name === 'x-match')?.[1] ?? 'all'
  const extended = mode === 'all-with-x' || mode === 'any-with-x'
  const wanted = criteria.fields.filter(
    ([name]) => name !== 'x-match' && (extended || !name.startsWith('x-')),
  )
  const carried = new Map(headers.fields)
  const meets = ([name, value]: readonly [string, FieldValue]) =>
    carried.has(name) && (value === null || equal(value, carried.get(name)!))
  return mode === 'any' || mode === 'any-with-x' ? wanted.some(meets) : wanted.every(meets)
}

export class Routes {
  readonly #nodes = new Map<string, Node>()
  readonly #queues: ReadonlySet<string>

  constructor(topology: Topology) {
    this.#queues = new Set(topology.queues.map((queue) => queue.name))
    for (const [name, type] of predeclaredTypes) this.#add(name, type, null)
    for (const { name, type, alternateExchange } of topology.exchanges) {
      this.#add(name, type, alternateExchange)
    }
    for (const binding of topology.bindings) {
      const node = this.#nodes.get(binding.from)
      if (!node) continue
      if (node.type === 'topic') node.patterns.add(binding)
      else if (node.type !== 'direct') node.tried.push(binding)
      else {
        const list = node.byKey.get(binding.key)
        if (list) list.push(binding)
        else node.byKey.set(binding.key, [binding])
      }
    }
  }

  hasExchange(name: string): boolean {
    return name === '' || this.#nodes.has(name)
  }

  typeOf(exchange: string): ExchangeType | undefined {
    return exchange === '' ? 'direct' : this.#nodes.get(exchange)?.type
  }

  /** Names of the queues a message reaches, each once. */
  queuesFor(exchange: string, key: string, headers: FieldTable): ReadonlySet<string> {
    const queues = new Set<string>()
    if (exchange === '') {
      if (this.#queues.has(key)) queues.add(key)
      return queues
    }
    const visited = new Set([exchange])
    const pending = [exchange]
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const node = this.#nodes.get(name)
      if (!node) continue
      const matched = this.#matched(node, key, headers)
      for (const { to, toExchange } of matched) {
        if (!toExchange) queues.add(to)
        else if (!visited.has(to)) {
          visited.add(to)
          pending.push(to)
        }
      }
      const { alternate } = node
      if (matched.length === 0 && alternate !== null && !visited.has(alternate)) {
        visited.add(alternate)
        pending.push(alternate)
      }
    }
    return queues
  }

  #add(name: string, type: ExchangeType, alternate: string | null): void {
    const node = { type, alternate, byKey: new Map(), patterns: new TopicTree(), tried: [] }
    this.#nodes.set(name, node)
  }

  #matched(node: Node, key: string, headers: FieldTable): readonly BindingSpec[] {
    if (node.type === 'direct') return node.byKey.get(key) ?? []
    if (node.type === 'topic') return node.patterns.matching(key)
    if (node.type === 'fanout') return node.tried
    return node.tried.filter((binding) => headersMatch(binding.arguments, headers))
  }
}

/** Whether a queue gets rid of messages on its own: by TTL or by dropping its head at a limit. */
export const losesByItself = ({
  arguments: { messageTtlMs, maxLength, maxLengthBytes },
}: QueueSpec) => messageTtlMs !== null || maxLength !== null || maxLengthBytes !== null
