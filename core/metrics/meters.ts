import type { Clock } from '#core/model/clock.ts'
import { Histogram } from './histogram.ts'
import { PendingTimes } from './pending-times.ts'
import { QueueMeter } from './queue-meter.ts'

/** Publishes at one exchange since the run began. A message that matched no queue is unroutable, returned or not. */
export class ExchangeMeter {
  routed = 0
  unroutable = 0

  get published(): number {
    return this.routed + this.unroutable
  }
}

/** What the broker's observer hears, added up per queue and exchange. Nothing here allocates per message. */
export class Meters {
  declare private readonly pending: PendingTimes
  readonly #queues: QueueMeter[] = []
  readonly #exchanges: ExchangeMeter[] = []
  readonly #looseWaits = new Histogram()

  constructor(clock: Clock) {
    this.pending = new PendingTimes(clock, this.#looseWaits)
  }

  /** Of a queue by its number, from the first time anybody asks. Its broker says whether it is a log. */
  queue(queue: number, isLog = false): QueueMeter {
    while (this.#queues.length <= queue) this.#queues.push(new QueueMeter(this.pending))
    const meter = this.#queues[queue]!
    if (isLog) meter.keepsWhatIsRead()
    return meter
  }

  exchange(exchange: number): ExchangeMeter {
    while (this.#exchanges.length <= exchange) this.#exchanges.push(new ExchangeMeter())
    return this.#exchanges[exchange]!
  }

  /** Waits at all queues that keep no window of their own, since somebody last cleared it. */
  get looseWaits(): Histogram {
    this.pending.record()
    return this.#looseWaits
  }
}
