import type { QueueArguments } from '#core/model/topology.ts'
import {
  type Held,
  inLossOrder,
  isOver,
  type ReferenceConsumer,
  type ReferenceMessage,
  type ReferenceQueue,
} from './reference-queue.ts'

/**
 * The same broker again, as plainly as it can be written: arrays of objects, nothing kept that can be computed. The
 * engine is tested against it. Only what the property suite exercises: one fanout exchange beside the default one.
 */
export class ReferenceBroker {
  nowMs = 0
  /** What clients hear. */
  readonly heard: string[] = []
  readonly queues: ReferenceQueue[]
  readonly fanout: readonly string[]
  /** Whether a closed channel gives back in the order its consumers came; else in that of their first deliveries. */
  readonly losesByComing: boolean
  readonly consumers: ReferenceConsumer[] = []
  readonly held: Held[][] = []
  readonly #tags: number[] = []
  #messages = 0
  #confirms = 0
  #dead: { message: ReferenceMessage; from: ReferenceQueue; reason: string }[] = []

  constructor(
    queues: readonly { name: string; args: QueueArguments }[],
    fanout: readonly string[],
    losesByComing: boolean,
  ) {
    this.queues = queues.map(({ name, args }) => ({
      name,
      args,
      ready: [],
      ring: [],
      orders: 0,
      deleted: false,
    }))
    this.fanout = fanout
    this.losesByComing = losesByComing
  }

  openChannel(): void {
    this.held.push([])
    this.#tags.push(0)
  }

  publish(
    exchange: string,
    key: string,
    sizeBytes: number,
    expirationMs: number | null,
    mandatory: boolean,
  ): void {
    const id = ++this.#messages
    const targets = this.#route(exchange, key)
    let ok = true
    for (const queue of targets) {
      const message = { id, key, sizeBytes, expirationMs, deaths: [], attempts: 0 }
      if (!this.#enqueue(queue, message)) ok = false
    }
    if (targets.length === 0 && mandatory) this.heard.push(`returned ${id}`)
    this.heard.push(`confirm ${++this.#confirms} ${ok}`)
    this.#bury()
  }

  consume(channel: number, queue: number, autoAck: boolean, prefetch: number): void {
    const from = this.queues[queue]!
    if (from.deleted) return
    const id = this.consumers.length
    const consumer = { id, channel, queue: from, autoAck, prefetch, live: true }
    this.consumers.push(consumer)
    from.ring.push(consumer)
    this.#serve(from)
    this.#bury()
  }

  cancel(consumer: number): void {
    const ending = this.consumers[consumer]
    if (!ending) return
    ending.live = false
    this.#leave(ending)
  }

  setPrefetch(consumer: number, prefetch: number): void {
    const changing = this.consumers[consumer]
    if (!changing) return
    changing.prefetch = prefetch
    if (this.#canTake(changing) && !changing.queue.ring.includes(changing)) {
      changing.queue.ring.push(changing)
      this.#serve(changing.queue)
    }
    this.#bury()
  }

  get(channel: number, queue: number): void {
    const from = this.queues[queue]!
    this.#expire(from)
    const message = from.ready.shift()
    if (message) this.#hand(from, message, channel, null)
    this.#expire(from)
    this.#bury()
  }

  settle(
    channel: number,
    tag: number,
    multiple: boolean,
    how: 'ack' | 'requeue' | 'discard',
  ): boolean {
    const held = this.held[channel]!
    if (!(multiple && tag === 0) && !held.some((entry) => entry.tag === tag)) return false
    const chosen = held.filter((entry) => {
      return multiple ? tag === 0 || entry.tag <= tag : entry.tag === tag
    })
    // What basic.get took is settled first, one by one; then consumer after consumer.
    for (const entry of chosen) if (!entry.consumer) this.#settleAll([entry], how)
    for (const consumer of new Set(chosen.map((entry) => entry.consumer))) {
      const own = chosen.filter((entry) => entry.consumer === consumer)
      if (consumer) this.#settleAll(own, how)
    }
    return true
  }

  close(channel: number): void {
    for (const consumer of this.consumers)
      if (consumer.channel === channel) this.cancel(consumer.id)
    const chosen = inLossOrder(this.held[channel]!, this.losesByComing)
    this.held[channel] = []
    this.#settleAll(chosen, 'requeue')
  }

  purge(queue: number): void {
    this.queues[queue]!.ready = []
  }

  deleteQueue(queue: number): void {
    const gone = this.queues[queue]!
    if (gone.deleted) return
    gone.deleted = true
    gone.ready = []
    gone.ring = []
    for (const consumer of this.consumers) {
      if (consumer.queue !== gone || !consumer.live) continue
      consumer.live = false
      this.heard.push(`cancelled ${consumer.id}`)
    }
  }

  advance(toMs: number): void {
    for (;;) {
      const heads = this.queues.map(({ ready }) => ready[0]?.deadlineMs ?? Number.POSITIVE_INFINITY)
      const next = Math.min(...heads)
      if (next > toMs) break
      this.nowMs = Math.max(this.nowMs, next)
      for (const queue of this.queues) this.#expire(queue)
      this.#bury()
    }
    this.nowMs = toMs
  }

  unacked(queue: number): number {
    const from = this.queues[queue]!
    if (from.deleted) return 0
    return this.held.flat().filter((entry) => entry.queue === from).length
  }

  #settleAll(chosen: readonly Held[], how: 'ack' | 'requeue' | 'discard'): void {
    for (const [channel, held] of this.held.entries())
      this.held[channel] = held.filter((entry) => !chosen.includes(entry))
    for (const { message, queue, consumer } of chosen) {
      if (consumer && !queue.ring.includes(consumer) && this.#canTake(consumer)) {
        queue.ring.push(consumer)
      }
      if (queue.deleted) continue
      if (how === 'discard') this.#depart(queue, message, 'rejected')
      if (how === 'requeue') {
        queue.ready.push(message)
        queue.ready.sort((a, b) => a.order - b.order)
      }
    }
    for (const queue of new Set(chosen.map((entry) => entry.queue))) {
      this.#dropHeads(queue)
      this.#serve(queue)
    }
    this.#bury()
  }

  #route(exchange: string, key: string): ReferenceQueue[] {
    return this.queues.filter(({ name, deleted }) => {
      return !deleted && (exchange === '' ? name === key : this.fanout.includes(name))
    })
  }

  #enqueue(
    queue: ReferenceQueue,
    content: Omit<ReferenceMessage, 'deadlineMs' | 'order'>,
  ): boolean {
    const { messageTtlMs, overflow } = queue.args
    const ttlMs = Math.min(
      messageTtlMs ?? Number.POSITIVE_INFINITY,
      content.expirationMs ?? Number.POSITIVE_INFINITY,
    )
    const message = { ...content, deadlineMs: this.nowMs + ttlMs, order: queue.orders++ }
    const full = isOver(queue, [...queue.ready, message])
    if (full && overflow !== 'drop-head') {
      if (overflow === 'reject-publish-dlx') this.#depart(queue, message, 'maxlen')
      return false
    }
    const taker = this.#taker(queue)
    if (taker) this.#hand(queue, message, taker.channel, taker)
    else {
      queue.ready.push(message)
      this.#dropHeads(queue)
      this.#expire(queue)
    }
    return true
  }

  #hand(
    queue: ReferenceQueue,
    message: ReferenceMessage,
    channel: number,
    consumer: ReferenceConsumer | null,
  ): void {
    message.attempts++
    const tag = ++this.#tags[channel]!
    const autoAck = consumer?.autoAck ?? false
    if (!autoAck) this.held[channel]!.push({ tag, message, queue, consumer })
    if (!consumer) return
    queue.ring.push(consumer)
    this.heard.push(`deliver ${consumer.id} ${tag} ${message.id} ${message.attempts}`)
  }

  #serve(queue: ReferenceQueue): void {
    this.#expire(queue)
    while (queue.ready.length > 0) {
      const taker = this.#taker(queue)
      if (!taker) return
      this.#hand(queue, queue.ready.shift()!, taker.channel, taker)
      this.#expire(queue)
    }
  }

  /** Whose turn it is. Whoever is full when its turn comes leaves the ring. */
  #taker(queue: ReferenceQueue): ReferenceConsumer | undefined {
    let taker = queue.ring.shift()
    while (taker && !this.#canTake(taker)) taker = queue.ring.shift()
    return taker
  }

  #canTake(consumer: ReferenceConsumer): boolean {
    const { autoAck, prefetch, live } = consumer
    const holds = this.held.flat().filter((entry) => entry.consumer === consumer).length
    return live && (autoAck || prefetch === 0 || holds < prefetch)
  }

  #leave(consumer: ReferenceConsumer): void {
    consumer.queue.ring = consumer.queue.ring.filter((other) => other !== consumer)
  }

  #dropHeads(queue: ReferenceQueue): void {
    if (queue.args.overflow !== 'drop-head') return
    while (isOver(queue, queue.ready)) this.#depart(queue, queue.ready.shift()!, 'maxlen')
  }

  #expire(queue: ReferenceQueue): void {
    while (queue.ready.length > 0 && queue.ready[0]!.deadlineMs <= this.nowMs) {
      this.#depart(queue, queue.ready.shift()!, 'expired')
    }
  }

  #depart(from: ReferenceQueue, message: ReferenceMessage, reason: string): void {
    if (from.args.deadLetterExchange !== null) this.#dead.push({ message, from, reason })
  }

  #bury(): void {
    for (let dead = this.#dead.shift(); dead; dead = this.#dead.shift()) {
      const { message, from, reason } = dead
      const known = message.deaths.find(
        (past) => past.queue === from.name && past.reason === reason,
      )
      const death = { queue: from.name, reason, count: (known?.count ?? 0) + 1 }
      const deaths = [death, ...message.deaths.filter((past) => past !== known)]
      const exchange = from.args.deadLetterExchange!
      const key = from.args.deadLetterRoutingKey ?? message.key
      if (exchange !== '' && exchange !== 'fan') continue
      for (const queue of this.#route(exchange, key)) {
        const upTo = deaths.findIndex((past) => past.queue === queue.name)
        const since = deaths.slice(0, upTo + 1)
        if (upTo >= 0 && since.every((past) => past.reason !== 'rejected')) continue
        const { id, sizeBytes } = message
        this.#enqueue(queue, { id, key, sizeBytes, expirationMs: null, deaths, attempts: 0 })
      }
    }
  }
}
