import { reference } from '#core/bench/reference-scenario.ts'
import type { Contestant } from '#core/bench/rounds.ts'
import { EventHeap } from './event-heap.ts'
import { NaiveBooks } from './naive-books.ts'
import { NaiveBroker, type NaiveConsumer } from './naive-broker.ts'

/**
 * The reference scenario on the naive broker: closures in a heap. It tells what ours tells: a log of all four events of a
 * message with its rolling hash, depth over time, and percentiles of wait and sojourn. Unit: one message acked.
 */
export class NaiveSimulation implements Contestant {
  readonly name = 'naive twin'
  readonly #heap = new EventHeap()
  readonly #books = new NaiveBooks()
  readonly #broker: NaiveBroker
  readonly #random: () => number
  #now = 0
  #order = 0
  #acked = 0
  #sojournSum = 0

  constructor(seed: number) {
    this.#random = mulberry32(seed)
    this.#broker = new NaiveBroker(this.#books)
    for (let place = 0; place < reference.queues; place++) {
      this.#broker.declareQueue(`queue-${place}`)
      this.#broker.bind('orders', `queue-${place}`, `order.${place}.*`)
    }
    for (let i = 0; i < reference.consumers; i++)
      this.#startConsumer(`queue-${i % reference.queues}`)
    for (let i = 0; i < reference.producers; i++) this.#scheduleArrival()
  }

  run(count: number): number {
    const before = this.#acked
    for (let left = 2 * count; left > 0; left--) {
      const event = this.#heap.pop()!
      this.#now = event.time
      event.act()
    }
    return this.#acked - before
  }

  facts(): Readonly<Record<string, number>> {
    return { sojournMeanMs: this.sojournMeanMs() }
  }

  /** Mean time from enqueue to ack. */
  sojournMeanMs(): number {
    return this.#sojournSum / this.#acked / 1000
  }

  #scheduleArrival(): void {
    this.#schedule(this.#exponential(1_000_000 / reference.ratePerSecond), () => {
      const routingKey = `order.${Math.floor(this.#random() * reference.queues)}.new`
      this.#broker.publish('orders', routingKey, reference.sizeBytes, this.#now)
      this.#scheduleArrival()
    })
  }

  #startConsumer(queue: string): void {
    const inbox: number[] = []
    const consumer: NaiveConsumer = {
      tag: `consumer of ${queue}`,
      queue,
      prefetch: reference.prefetch,
      unacked: new Map(),
      nextDeliveryTag: 1,
      onMessage: (deliveryTag, message) => {
        this.#books.delivered(queue, message, this.#now)
        if (inbox.push(deliveryTag) === 1) work()
      },
    }
    const work = () => {
      this.#schedule(this.#exponential(reference.serviceMeanUs), () => {
        const deliveryTag = inbox.shift()!
        const message = this.#broker.ack(consumer, deliveryTag)
        this.#books.acked(queue, message, this.#now)
        this.#sojournSum += this.#now - message.enqueuedAt
        this.#acked++
        if (inbox.length > 0) work()
      })
    }
    this.#broker.consume(consumer)
  }

  #schedule(delay: number, act: () => void): void {
    this.#heap.push({ time: this.#now + delay, order: this.#order++, act })
  }

  #exponential(mean: number): number {
    return -Math.log(1 - this.#random()) * mean
  }
}

/** The usual small generator. [Tommy Ettinger, public domain] */
function mulberry32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
