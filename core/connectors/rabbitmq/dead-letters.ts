/** Which queues are some queue's dead-letter target, as far as arguments, policies and bindings show. */
import type { Management } from './management.ts'
import type { QueueListRow } from './management-rows.ts'
import { effectiveArguments } from './queue-facts.ts'

/** Bindings of more dead-letter exchanges than this are not read: the mark is a hint, the load would be real. */
const maxExchanges = 64
const readAgainMs = 30_000

export class DeadLetters {
  readonly #management: Management | null
  /** Queues bound to a dead-letter exchange, by exchange. */
  readonly #bound = new Map<string, { readonly at: number; readonly queues: readonly string[] }>()
  #targets: ReadonlySet<string> = new Set()

  constructor(management: Management | null) {
    this.#management = management
  }

  /** Reads what is needed beyond `rows` and resolves with the test. A binding that may not be read marks nothing. */
  async read(rows: readonly QueueListRow[]): Promise<(vhost: string, queue: string) => boolean> {
    const targets = new Set<string>()
    const exchanges = new Map<string, readonly [vhost: string, exchange: string]>()
    for (const row of rows) {
      const given = effectiveArguments(row.arguments, row.effective_policy_definition ?? {})
      const exchange = given.get('x-dead-letter-exchange')
      if (typeof exchange !== 'string') continue
      const key = given.get('x-dead-letter-routing-key')
      if (exchange === '') targets.add(keyOf(row.vhost, typeof key === 'string' ? key : row.name))
      else exchanges.set(keyOf(row.vhost, exchange), [row.vhost, exchange])
    }
    for (const [key, [vhost, exchange]] of [...exchanges].slice(0, maxExchanges))
      for (const queue of await this.#queuesOf(key, vhost, exchange)) targets.add(queue)
    this.#targets = targets
    return (vhost, queue) => targets.has(keyOf(vhost, queue))
  }

  /** As of the last `read`. */
  isTarget(vhost: string, queue: string): boolean {
    return this.#targets.has(keyOf(vhost, queue))
  }

  async #queuesOf(key: string, vhost: string, exchange: string): Promise<readonly string[]> {
    const known = this.#bound.get(key)
    const now = performance.now()
    if (known !== undefined && now - known.at < readAgainMs) return known.queues
    const bindings = (await this.#management?.bindingsFrom(vhost, exchange).catch(() => [])) ?? []
    const queues = bindings
      .filter(({ destination_type }) => destination_type === 'queue')
      .map(({ destination }) => keyOf(vhost, destination))
    this.#bound.set(key, { at: now, queues })
    return queues
  }
}

function keyOf(vhost: string, name: string): string {
  return JSON.stringify([vhost, name])
}
