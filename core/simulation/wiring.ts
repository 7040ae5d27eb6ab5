/** What the broker tells its clients, passed on to the actors of the run. Only this class is a sink, so calls stay direct. */
import type { BrokerSink } from '#core/engine/sink.ts'
import type { Consumers } from './consumers.ts'
import type { Producers } from './producers.ts'

export class Wiring implements BrokerSink {
  /** The broker needs its sink before the actors can be made: they are set right after. */
  declare producers: Producers
  declare consumers: Consumers

  delivered(subscription: number, tag: number, slot: number, attempt: number, mark: number): void {
    this.consumers.deliver(subscription, tag, slot, attempt, mark)
  }

  confirmed(channel: number, _sequence: number, ok: boolean): void {
    this.producers.confirmSent(channel, ok)
  }

  returned(channel: number): void {
    this.producers.returnSent(channel)
  }

  /** By `x-consumer-timeout`: what it still settles is void, and it hears nothing more, as a client does that does not ask again. */
  cancelled(): void {}

  /** A scenario raises no alarm. */
  blocked(): void {}

  unblocked(): void {}

  failed(): void {}
}
