import type { GuestActor, GuestConsumer, GuestProducer } from '#core/model/guest.ts'

/** Actors that ended and are still listed, so that what is seen of them does not vanish at once. */
const endedKept = 16
/** Routing keys counted per producer: enough to tell what it does. */
const keysCounted = 32

type Mutable<Actor> = { -readonly [Field in keyof Actor]: Actor[Field] }

export interface Producer extends Mutable<Omit<GuestProducer, 'keys'>> {
  readonly keys: Map<string, number>
}
export interface Consumer extends Mutable<GuestConsumer> {
  /** Since when `unacked` is what it is. */
  changedUs: number
}

/**
 * The producers and consumers that clients from outside are. A client becomes a producer of an exchange with its first message to
 * it, and a consumer with each basic.consume. Numbers are never given again, so that the log stays true.
 */
export class GuestActors {
  /** Grows with every actor that comes, ends or is no longer listed. */
  edition = 0
  readonly #actors: (Producer | Consumer)[] = []
  readonly #byNumber = new Map<number, Producer | Consumer>()
  readonly #names = new Set<string>()
  #next: number

  /** `firstActor`: the number in the log of the first of them. */
  constructor(firstActor: number) {
    this.#next = firstActor
  }

  /** Those that are listed. */
  find(number: number): Producer | Consumer | undefined {
    return this.#byNumber.get(number)
  }

  get list(): readonly GuestActor[] {
    return this.#actors
  }

  /** `client` is what the client is called. */
  addProducer(client: string, connection: number, channel: number, exchange: string): Producer {
    const producer: Producer = {
      ...this.#side(client, connection, channel),
      role: 'producer',
      exchange,
      published: 0,
      confirmed: 0,
      returned: 0,
      refused: 0,
      bytes: 0,
      persistent: false,
      mandatory: false,
      confirms: false,
      keys: new Map(),
      firstUs: 0,
      lastUs: 0,
      blocked: false,
    }
    this.#add(producer)
    return producer
  }

  addConsumer(
    client: string,
    connection: number,
    channel: number,
    { queue, consumerTag, autoAck, prefetch }: ConsumerTerms,
  ): Consumer {
    const consumer: Consumer = {
      ...this.#side(client, connection, channel),
      role: 'consumer',
      queue,
      consumerTag,
      autoAck,
      prefetch,
      delivered: 0,
      redelivered: 0,
      acked: 0,
      nacked: 0,
      unacked: 0,
      heldUs: 0,
      changedUs: 0,
    }
    this.#add(consumer)
    return consumer
  }

  /** It stays listed, ended, for a while. An actor that has ended stays so. */
  end(actor: Producer | Consumer): void {
    if (!actor.open) return
    actor.open = false
    this.edition += 1
    const ended = this.#actors.filter(({ open }) => !open)
    if (ended.length > endedKept) this.#forget(ended[0]!)
  }

  /** It never came to be. */
  withdraw(actor: Producer | Consumer): void {
    this.edition += 1
    this.#forget(actor)
  }

  #add(actor: Producer | Consumer): void {
    this.#actors.push(actor)
    this.#byNumber.set(actor.number, actor)
  }

  #forget(actor: Producer | Consumer): void {
    this.#byNumber.delete(actor.number)
    this.#actors.splice(this.#actors.indexOf(actor), 1)
    this.#names.delete(actor.name)
  }

  #side(client: string, connection: number, channel: number) {
    this.edition += 1
    const name = this.#free(client)
    this.#names.add(name)
    return { number: this.#next++, connection, name, channel, open: true }
  }

  /** `pika`, `pika 2`, … */
  #free(client: string): string {
    for (let again = 1; ; again += 1) {
      const name = again === 1 ? client : `${client} ${again}`
      if (!this.#names.has(name)) return name
    }
  }
}

export interface ConsumerTerms {
  readonly queue: string
  readonly consumerTag: string
  readonly autoAck: boolean
  readonly prefetch: number
}

/** Counts one message of a producer. Off the books beyond `keysCounted` different keys. */
export function countPublish(
  producer: Producer,
  key: string,
  sizeBytes: number,
  nowUs: number,
): void {
  if (producer.published === 0) producer.firstUs = nowUs
  producer.published += 1
  producer.bytes += sizeBytes
  producer.lastUs = nowUs
  const known = producer.keys.get(key)
  if (known !== undefined) producer.keys.set(key, known + 1)
  else if (producer.keys.size < keysCounted) producer.keys.set(key, 1)
}
