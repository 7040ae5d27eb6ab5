import type { NaiveMessage } from './naive-broker.ts'

const logKept = 4096
/** Buckets one per cent wide, as ours. */
const perBucket = Math.log(1.01)

interface LogEntry {
  readonly time: number
  readonly what: string
  readonly queue: string
  readonly routingKey: string
  readonly messageId: number
}

interface QueueBook {
  readonly waits: Map<number, number>
  readonly sojourns: Map<number, number>
  depth: number
  depthArea: number
  since: number
}

/** What is kept of a run, as one would keep it on an afternoon: objects in an array, Maps of counts, a hash over numbers. */
export class NaiveBooks {
  readonly #log: LogEntry[] = []
  readonly #queues = new Map<string, QueueBook>()
  #logged = 0
  hash = 0x811c9dc5

  published({ id, routingKey }: NaiveMessage, now: number): void {
    this.#note('published', '', routingKey, id, now)
  }

  enqueued(queue: string, { id, routingKey }: NaiveMessage, now: number): void {
    this.#note('enqueued', queue, routingKey, id, now)
    this.#changeDepth(queue, 1, now)
  }

  delivered(queue: string, { id, routingKey, enqueuedAt }: NaiveMessage, now: number): void {
    this.#note('delivered', queue, routingKey, id, now)
    count(this.#book(queue).waits, now - enqueuedAt)
  }

  acked(queue: string, { id, routingKey, enqueuedAt }: NaiveMessage, now: number): void {
    this.#note('acked', queue, routingKey, id, now)
    count(this.#book(queue).sojourns, now - enqueuedAt)
    this.#changeDepth(queue, -1, now)
  }

  #changeDepth(queue: string, by: number, now: number): void {
    const book = this.#book(queue)
    book.depthArea += book.depth * (now - book.since)
    book.since = now
    book.depth += by
  }

  #book(queue: string): QueueBook {
    const known = this.#queues.get(queue)
    if (known) return known
    const book = { waits: new Map(), sojourns: new Map(), depth: 0, depthArea: 0, since: 0 }
    this.#queues.set(queue, book)
    return book
  }

  #note(what: string, queue: string, routingKey: string, messageId: number, time: number): void {
    this.#log[this.#logged++ % logKept] = { time, what, queue, routingKey, messageId }
    for (const value of [time, messageId, what.length, queue.length]) {
      this.hash = Math.imul(this.hash ^ value, 0x01000193)
    }
  }
}

function count(counts: Map<number, number>, value: number): void {
  const bucket = Math.floor(Math.log(1 + value) / perBucket)
  counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
}
