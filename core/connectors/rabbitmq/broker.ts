/** One open RabbitMQ, behind the face every connector has. */
import type { Broker } from '#core/connectors/connector.ts'
import type {
  BrokerOverview,
  ExchangeRow,
  LookPrice,
  LookResult,
  PublishRequest,
  QueueAddress,
  QueueDetail,
  QueueRow,
} from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { BrowsedMessage, PublishOutcome } from '#core/model/message.ts'
import type { Link, Links } from './amqp.ts'
import { DeadLetters } from './dead-letters.ts'
import { channelFailure } from './fault.ts'
import { readyNow, takeLook } from './look.ts'
import type { Management } from './management.ts'
import { priceOf } from './price.ts'
import { publish } from './publish.ts'
import { queueDetail, queueRow, unknownQueue } from './queue-detail.ts'
import { factsOf, type QueueFacts, versionNumber } from './queue-facts.ts'
import { browsed, type SeenMessage } from './seen-message.ts'
import type { ServerFacts } from './server-facts.ts'
import { holdMs } from './take.ts'

const noManagement =
  'No management API address is set, so queues and exchanges cannot be listed: open a queue by its name.'

/** Statistics may be this old: until then our own returns are remembered instead. */
const statisticsLagMs = 10_000

interface LastLook {
  readonly key: string
  readonly seen: readonly SeenMessage[]
  readonly returned: number
  readonly at: number
}

export class RabbitmqBroker implements Broker {
  readonly features = {
    virtualHosts: true,
    exchanges: true,
    publish: true,
    lookWithoutEffect: false,
  } as const
  readonly lost: Promise<Failure>
  readonly #links: Links
  readonly #management: Management | null
  readonly #server: ServerFacts
  readonly #deadLetters: DeadLetters
  /** The last look only: whole bodies are large. */
  #lastLook: LastLook | null = null
  /** Looks and publishes take turns: content headers are told apart by their order. */
  #turn: Promise<unknown> = Promise.resolve()

  /** `first`: the connection it was opened by. */
  constructor(links: Links, management: Management | null, first: Link) {
    this.#links = links
    this.#management = management
    this.#server = first.server
    this.lost = links.lossOf(first)
    this.#deadLetters = new DeadLetters(management)
  }

  async overview(): Promise<BrokerOverview> {
    const { product, version } = this.#server
    const management = this.#management
    if (management === null) return { product, version, nodes: 1, notes: [noManagement] }
    const notes: string[] = []
    const note = (problem: unknown) => {
      if (!(problem instanceof Failure)) throw problem
      notes.push(problem.message)
      return null
    }
    const seen = await management.overview().catch(note)
    if (seen?.disable_stats === true)
      notes.push('Statistics are switched off on this server; rates are not available.')
    const nodes = seen === null ? null : await management.nodes().catch(() => null)
    return { product, version, nodes: nodes?.length ?? 1, notes }
  }

  async queues(): Promise<readonly QueueRow[]> {
    if (this.#management === null) return []
    const rows = await this.#management.queues()
    const isTarget = await this.#deadLetters.read(rows)
    return rows.map((row) => queueRow(row, isTarget(row.vhost, row.name)))
  }

  async exchanges(): Promise<readonly ExchangeRow[]> {
    if (this.#management === null) return []
    const rows = await this.#management.exchanges()
    return rows.map((row) => ({
      virtualHost: row.vhost,
      exchange: row.name,
      type: row.type,
      bindings: null,
    }))
  }

  async queue(address: QueueAddress): Promise<QueueDetail> {
    const { virtualHost, queue } = address
    const live = await this.#ready(address)
    const management = this.#management
    if (management === null) return unknownQueue(address, live)
    const [row, bindings] = await Promise.all([
      management.queue(virtualHost, queue),
      management.bindingsTo(virtualHost, queue),
    ])
    return queueDetail(row, bindings, live, this.#deadLetters.isTarget(virtualHost, queue))
  }

  async priceLook(address: QueueAddress, count: number): Promise<LookPrice> {
    return (await this.#price(address, count)).price
  }

  look(address: QueueAddress, price: LookPrice): Promise<LookResult> {
    return this.#inTurn(async () => {
      const { price: now, facts } = await this.#price(address, price.count)
      const holds = (['method', 'effect', 'deliveryCount', 'order'] as const).every(
        (part) => now[part] === price[part],
      )
      if (!holds)
        throw new Failure(
          'conflict',
          `${nameOf(address)} has changed since this price was told; ask for the price again.`,
        )
      try {
        const [link, counts] = await Promise.all([
          this.#links.get('browse', address.virtualHost),
          this.#links.get('metadata', address.virtualHost),
        ])
        const { result, seen, returned } = await takeLook({
          link,
          counts,
          queue: address.queue,
          name: nameOf(address),
          price,
          type: facts.type,
          deliveryLimit: facts.deliveryLimit,
          consumers: facts.consumers,
          returned: facts.returned,
        })
        this.#lastLook = { key: keyOf(address), seen, returned, at: performance.now() }
        return result
      } catch (problem) {
        throw channelFailure(this.#where(address), problem)
      }
    })
  }

  async body(address: QueueAddress, position: number): Promise<BrowsedMessage> {
    const last = this.#lastLook
    const seen = last?.key === keyOf(address) ? last.seen[position - 1] : undefined
    if (seen === undefined)
      throw new Failure(
        'not-found',
        `Message ${position} of ${nameOf(address)} is no longer kept; look again.`,
      )
    return browsed(seen, position, limits.browseTotalBytes)
  }

  publish(request: PublishRequest): Promise<PublishOutcome> {
    return this.#inTurn(async () => {
      const link = await this.#links.get('publish', request.virtualHost)
      try {
        return await publish(link, request)
      } catch (problem) {
        throw channelFailure(`Publishing on ${this.#links.where}`, problem)
      }
    })
  }

  async close(): Promise<void> {
    this.#lastLook = null
    this.#management?.close()
    await this.#links.close()
  }

  /** The price now, with the facts it stands on. */
  async #price(
    address: QueueAddress,
    count: number,
  ): Promise<{ readonly price: LookPrice; readonly facts: QueueFacts }> {
    const began = performance.now()
    const live = await this.#ready(address)
    // Opening a channel, the declare and closing are one round trip each.
    const roundTripMs = (performance.now() - began) / 3
    const version = versionNumber(this.#server.version)
    const known = await this.#facts(address)
    const returned = Math.max(known.returned, this.#returnedByUs(address, known.type))
    const facts = { ...known, consumers: live.consumers, returned }
    const price = priceOf({
      name: nameOf(address),
      facts,
      version,
      count: Math.max(1, Math.min(count, limits.browseMessages)),
      ready: live.ready,
    })
    const reach = Math.max(1, Math.floor((0.8 * holdMs) / Math.max(roundTripMs, 0.1)))
    if (price.method === 'read-offset' || price.count <= reach) return { price, facts }
    const sentence = `The server is ${Math.round(roundTripMs)} ms away: ${reach} messages can be shown in the ${holdMs / 1000} s that a look may hold them.`
    return {
      facts,
      price: {
        ...price,
        count: reach,
        redeliveredMarks: Math.min(price.redeliveredMarks, reach),
        warnings: [sentence, ...price.warnings],
      },
    }
  }

  async #facts(address: QueueAddress): Promise<QueueFacts> {
    if (this.#management === null)
      return {
        type: null,
        arguments: new Map(),
        deliveryLimit: undefined,
        exclusive: false,
        autoDelete: false,
        consumers: 0,
        returned: 0,
      }
    const row = await this.#management.queueWithPolicy(address.virtualHost, address.queue)
    return factsOf(row, versionNumber(this.#server.version))
  }

  /** What our last look put back at the head of this queue, while the statistics may not know it yet. */
  #returnedByUs(address: QueueAddress, type: string | null): number {
    const last = this.#lastLook
    if (last?.key !== keyOf(address) || type === 'classic' || type === 'stream') return 0
    const isForgotten = type !== null && performance.now() - last.at > statisticsLagMs
    return isForgotten ? 0 : last.returned
  }

  async #ready(address: QueueAddress) {
    try {
      const link = await this.#links.get('metadata', address.virtualHost)
      return await readyNow(link, address.queue)
    } catch (problem) {
      throw channelFailure(this.#where(address), problem)
    }
  }

  #where(address: QueueAddress): string {
    return `${nameOf(address)} on ${this.#links.where}`
  }

  /** One after the other, whether or not the one before failed. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work, work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }
}

function keyOf(address: QueueAddress): string {
  return JSON.stringify([address.virtualHost, address.queue])
}

/** `orders.dead in /`. */
function nameOf(address: QueueAddress): string {
  return `${address.queue} in ${address.virtualHost}`
}
