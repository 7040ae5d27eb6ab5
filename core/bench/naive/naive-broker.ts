import type { NaiveBooks } from './naive-books.ts'

/** A broker as one would write it on an afternoon: names as keys, an object per message, a Map of what is unacked. */
export interface NaiveMessage {
  readonly id: number
  readonly exchange: string
  readonly routingKey: string
  readonly properties: { readonly deliveryMode: number; readonly headers: Record<string, string> }
  readonly sizeBytes: number
  readonly enqueuedAt: number
  redelivered: boolean
}

export interface NaiveConsumer {
  readonly tag: string
  readonly queue: string
  readonly prefetch: number
  readonly unacked: Map<number, NaiveMessage>
  nextDeliveryTag: number
  readonly onMessage: (deliveryTag: number, message: NaiveMessage) => void
}

interface NaiveQueue {
  readonly messages: NaiveMessage[]
  readonly consumers: NaiveConsumer[]
  turn: number
  delivered: number
  acked: number
  bytes: number
}

interface NaiveBinding {
  readonly pattern: RegExp
  readonly queue: string
}

export class NaiveBroker {
  readonly queues = new Map<string, NaiveQueue>()
  readonly #bindings = new Map<string, NaiveBinding[]>()
  readonly #routes = new Map<string, string[]>()
  readonly #books: NaiveBooks
  #nextId = 1

  constructor(books: NaiveBooks) {
    this.#books = books
  }

  declareQueue(name: string): void {
    this.queues.set(name, {
      messages: [],
      consumers: [],
      turn: 0,
      delivered: 0,
      acked: 0,
      bytes: 0,
    })
  }

  /** A topic binding; `*` is one word. */
  bind(exchange: string, queue: string, key: string): void {
    const words = key.split('.').map((word) => (word === '*' ? '[^.]*' : word))
    const bindings = this.#bindings.get(exchange) ?? []
    bindings.push({ pattern: new RegExp(`^${words.join('\\.')}$`), queue })
    this.#bindings.set(exchange, bindings)
    this.#routes.clear()
  }

  consume(consumer: NaiveConsumer): void {
    this.queues.get(consumer.queue)!.consumers.push(consumer)
  }

  publish(exchange: string, routingKey: string, sizeBytes: number, now: number): void {
    const id = this.#nextId++
    for (const name of this.#route(exchange, routingKey)) {
      const queue = this.queues.get(name)!
      const message = {
        id,
        exchange,
        routingKey,
        properties: { deliveryMode: 2, headers: {} },
        sizeBytes,
        enqueuedAt: now,
        redelivered: false,
      }
      this.#books.published(message, now)
      this.#books.enqueued(name, message, now)
      queue.messages.push(message)
      queue.bytes += sizeBytes
      this.#dispatch(queue)
    }
  }

  ack(consumer: NaiveConsumer, deliveryTag: number): NaiveMessage {
    const message = consumer.unacked.get(deliveryTag)!
    consumer.unacked.delete(deliveryTag)
    const queue = this.queues.get(consumer.queue)!
    queue.acked++
    this.#dispatch(queue)
    return message
  }

  #route(exchange: string, routingKey: string): string[] {
    const cacheKey = `${exchange}\n${routingKey}`
    const known = this.#routes.get(cacheKey)
    if (known) return known
    const matching = (this.#bindings.get(exchange) ?? []).filter(({ pattern }) => {
      return pattern.test(routingKey)
    })
    const names = [...new Set(matching.map(({ queue }) => queue))]
    this.#routes.set(cacheKey, names)
    return names
  }

  #dispatch(queue: NaiveQueue): void {
    while (queue.messages.length > 0) {
      const consumer = this.#nextConsumer(queue)
      if (!consumer) return
      const message = queue.messages.shift()!
      queue.bytes -= message.sizeBytes
      queue.delivered++
      const deliveryTag = consumer.nextDeliveryTag++
      consumer.unacked.set(deliveryTag, message)
      consumer.onMessage(deliveryTag, message)
    }
  }

  #nextConsumer(queue: NaiveQueue): NaiveConsumer | null {
    for (let tried = 0; tried < queue.consumers.length; tried++) {
      const consumer = queue.consumers[queue.turn]!
      queue.turn = (queue.turn + 1) % queue.consumers.length
      if (consumer.unacked.size < consumer.prefetch) return consumer
    }
    return null
  }
}
