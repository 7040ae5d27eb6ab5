import type { BindingSpec, ExchangeSpec, FieldTable } from '#core/model/topology.ts'
import { matchedQueues } from './matcher.ts'
import type { QueueBook } from './queue-book.ts'

const defaultExchange: ExchangeSpec = {
  name: '',
  type: 'direct',
  durable: true,
  autoDelete: false,
  internal: false,
  alternateExchange: null,
}

/** What leads where. Each question is answered by the naive matcher; answers are kept until anything changes. */
export class Ways {
  readonly #exchanges = new Map([['', defaultExchange]])
  readonly #queues = new Map<string, QueueBook>()
  #bindings: BindingSpec[] = []
  /** By headers, exchange and keys. */
  readonly #answers = new Map<FieldTable, Map<string, Map<string, readonly QueueBook[]>>>()

  exchange(name: string): ExchangeSpec | undefined {
    return this.#exchanges.get(name)
  }

  get exchanges(): readonly ExchangeSpec[] {
    return [...this.#exchanges.values()]
  }

  queue(name: string): QueueBook | undefined {
    return this.#queues.get(name)
  }

  /** By number, ascending. */
  to(exchange: string, keys: readonly string[], headers: FieldTable): readonly QueueBook[] {
    const byKeys = nested(nested(this.#answers, headers), exchange)
    const question = keys.length === 1 ? keys[0]! : keys.join(' ')
    let answer = byKeys.get(question)
    if (answer === undefined) {
      const table = {
        exchanges: this.#exchanges,
        queues: new Set(this.#queues.keys()),
        bindings: this.#bindings,
      }
      const names = matchedQueues(table, exchange, keys, headers)
      answer = [...names].map((name) => this.#queues.get(name)!).sort((a, b) => a.id - b.id)
      byKeys.set(question, answer)
    }
    return answer
  }

  addExchange(spec: ExchangeSpec): void {
    this.#exchanges.set(spec.name, spec)
    this.#answers.clear()
  }

  /** With its bindings. */
  removeExchange(name: string): void {
    this.#exchanges.delete(name)
    this.#keep(({ from, to, toExchange }) => from !== name && !(toExchange && to === name))
  }

  addQueue(book: QueueBook): void {
    this.#queues.set(book.spec.name, book)
    this.#answers.clear()
  }

  /** With its bindings. */
  removeQueue(book: QueueBook): void {
    if (this.#queues.get(book.spec.name) !== book) return
    this.#queues.delete(book.spec.name)
    this.#keep(({ to, toExchange }) => toExchange || to !== book.spec.name)
  }

  addBinding(spec: BindingSpec): void {
    this.removeBinding(spec)
    this.#bindings.push(spec)
  }

  removeBinding(spec: BindingSpec): void {
    const text = JSON.stringify(spec)
    this.#keep((each) => JSON.stringify(each) !== text)
  }

  #keep(stays: (binding: BindingSpec) => boolean): void {
    this.#bindings = this.#bindings.filter(stays)
    this.#answers.clear()
  }
}

function nested<Key, Inner, Value>(map: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let inner = map.get(key)
  if (inner === undefined) {
    inner = new Map()
    map.set(key, inner)
  }
  return inner
}
