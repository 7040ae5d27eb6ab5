/**
 * The simulated broker behind the same face as a real one. A look does what it does on a real classic queue: messages are
 * got, held for no time at all and put back where they were, marked as redelivered.
 */
import type { Broker, Connector } from '#core/connectors/connector.ts'
import type {
  ExchangeRow,
  LookPrice,
  LookResult,
  PublishRequest,
  QueueAddress,
  QueueDetail,
  QueueRow,
  TestStep,
} from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { hostSentences } from '#core/model/host-sentences.ts'
import { limits } from '#core/model/limits.ts'
import type { BrowsedMessage, PublishOutcome } from '#core/model/message.ts'
import { type Told, teller } from '#core/model/said.ts'
import { brokerNodes } from '#core/model/scenario.ts'

/** What a look came to, measured on the broker itself. */
export interface SimulatedLook {
  readonly messages: readonly BrowsedMessage[]
  readonly readyBefore: number
  readonly readyAfter: number
  /** Of the messages shown, how many carry the mark now. */
  readonly redeliveredMarks: number
}

/** What the loaded run must tell; implemented over the engine's worker. */
export interface SimulatedPort {
  /** Title of the loaded scenario, or null when none is loaded. */
  loaded(): Promise<string | null>
  queues(): Promise<readonly QueueRow[]>
  exchanges(): Promise<readonly ExchangeRow[]>
  queue(name: string): Promise<QueueDetail>
  /** Looks at up to `count` ready messages from the head, whole; part of the run. */
  browse(queue: string, count: number): Promise<SimulatedLook>
  publish(request: PublishRequest): Promise<PublishOutcome>
  nowMs(): number
}

/** The one virtual host a simulation has. */
export const simulatedVirtualHost = '/'

export function simulatedConnector(port: SimulatedPort): Connector {
  return {
    kind: 'simulated',
    open: async () => {
      await demandLoaded(port)
      return new SimulatedBroker(port)
    },
    test: () => testLoaded(port),
  }
}

async function demandLoaded(port: SimulatedPort): Promise<string> {
  const title = await port.loaded()
  if (title === null) {
    throw new Failure('not-found', 'No scenario is loaded. Open one in the Lab, then look into it.')
  }
  return title
}

const { tell } = teller(hostSentences)
const factOf = ({ text, said }: Told) => ({ fact: text, said })
const proposed = ({ text, said }: Told) => ({ say: text, said, set: null })

async function* testLoaded(port: SimulatedPort): AsyncGenerator<TestStep, void> {
  const beganMs = port.nowMs()
  const title = await port.loaded()
  yield {
    step: 'login',
    outcome: title === null ? 'failed' : 'passed',
    tookMs: port.nowMs() - beganMs,
    ...(title === null ? factOf(tell('nothingLoaded')) : factOf(tell('loaded', { title }))),
    reply: null,
    tries: title === null ? [proposed(tell('openInLab'))] : [],
  }
}

class SimulatedBroker implements Broker {
  readonly features = {
    virtualHosts: false,
    exchanges: true,
    publish: true,
    lookWithoutEffect: false,
  }
  /** It lives as long as its session. */
  readonly lost = new Promise<never>(() => {})
  readonly #port: SimulatedPort
  /** Bodies of the last look at each queue, whole, so that opening a message shows what was seen. */
  readonly #looked = new Map<string, readonly BrowsedMessage[]>()

  constructor(port: SimulatedPort) {
    this.#port = port
  }

  async overview() {
    const title = await demandLoaded(this.#port)
    return {
      product: 'Sluice',
      version: title,
      nodes: brokerNodes.length,
      notes: ['This is the simulation of the Lab. What you do here becomes part of its run.'],
    }
  }

  queues(): Promise<readonly QueueRow[]> {
    return this.#port.queues()
  }

  exchanges(): Promise<readonly ExchangeRow[]> {
    return this.#port.exchanges()
  }

  queue(address: QueueAddress): Promise<QueueDetail> {
    return this.#port.queue(address.queue)
  }

  async priceLook(address: QueueAddress, count: number): Promise<LookPrice> {
    const { ready, type } = await this.#port.queue(address.queue)
    const most = Math.min(count, ready ?? 0, limits.browseMessages)
    return type === 'stream' ? readPriceOf(most) : priceOf(most)
  }

  async look(address: QueueAddress, price: LookPrice): Promise<LookResult> {
    const beganMs = this.#port.nowMs()
    const seen = await this.#port.browse(address.queue, price.count)
    const { kept, stopped } = withinBytes(seen.messages, price.count)
    this.#looked.set(address.queue, kept)
    const { readyBefore, readyAfter, redeliveredMarks } = seen
    const readyChange = readyAfter - readyBefore
    return {
      messages: kept.map(preview),
      declared: price,
      measured: {
        redeliveredMarks,
        deliveryCount: 0,
        readyChange,
        order: 'kept',
        asDeclared: redeliveredMarks === price.redeliveredMarks && readyChange === 0,
      },
      readyBefore,
      readyAfter,
      tookMs: this.#port.nowMs() - beganMs,
      stopped,
    }
  }

  async body(address: QueueAddress, position: number): Promise<BrowsedMessage> {
    const seen = this.#looked.get(address.queue)?.find((message) => message.position === position)
    if (seen === undefined) {
      throw new Failure('not-found', 'This message is not part of the last look. Look again.')
    }
    return seen
  }

  publish(request: PublishRequest): Promise<PublishOutcome> {
    return this.#port.publish(request)
  }

  async close(): Promise<void> {
    this.#looked.clear()
  }
}

const priceOf = (count: number): LookPrice => ({
  method: 'get-nack',
  effect: 'E2',
  count,
  redeliveredMarks: count,
  deliveryCount: 0,
  readyChange: 0,
  order: 'kept',
  warnings: [],
})

/** A stream is read, and stays as it is. */
const readPriceOf = (count: number): LookPrice => ({
  ...priceOf(count),
  method: 'read-offset',
  effect: 'E0',
  redeliveredMarks: 0,
})

/** As many of the messages as fit the limit of one look. */
function withinBytes(
  seen: readonly BrowsedMessage[],
  asked: number,
): { readonly kept: readonly BrowsedMessage[]; readonly stopped: LookResult['stopped'] } {
  let bytes = 0
  const over = seen.findIndex((message) => {
    bytes += message.sizeBytes
    return bytes > limits.browseTotalBytes
  })
  if (over >= 0) return { kept: seen.slice(0, over), stopped: 'bytes' }
  return { kept: seen, stopped: seen.length < asked ? 'empty' : 'count' }
}

/** Base64 carries three bytes in four characters. */
const previewCharacters = Math.floor(limits.browseBodyPreviewBytes / 3) * 4

const preview = (message: BrowsedMessage): BrowsedMessage =>
  message.bodyBase64.length <= previewCharacters
    ? message
    : {
        ...message,
        bodyBase64: message.bodyBase64.slice(0, previewCharacters),
        complete: false,
      }
