/** What the broker tells its clients, passed on to the actors of the run. Only this class is a sink, so calls stay direct. */
import type { BrokerSink } from '#core/engine/sink.ts'
import type { Consumers } from './consumers.ts'
import type { Guests } from './guests.ts'
import type { Producers } from './producers.ts'

export class Wiring implements BrokerSink {
  /** The broker needs its sink before the actors can be made: they are set right after. */
  declare producers: Producers
  declare consumers: Consumers
  guests: Guests | null = null

  delivered(subscription: number, tag: number, slot: number, attempt: number, mark: number): void {
    if (this.guests?.ownsConsumer(subscription))
      this.guests.delivered(subscription, tag, slot, attempt, mark)
    else this.consumers.deliver(subscription, tag, slot, attempt, mark)
  }

  confirmed(channel: number, sequence: number, ok: boolean): void {
    if (this.guests?.ownsChannel(channel)) this.guests.confirmed(channel, sequence, ok)
    else this.producers.confirmSent(channel, ok)
  }

  returned(channel: number, messageId: number, exchange: number, key: number): void {
    if (this.guests?.ownsChannel(channel)) this.guests.returned(channel, messageId, exchange, key)
    else this.producers.returnSent(channel)
  }

  cancelled(consumer: number): void {
    if (this.guests?.ownsConsumer(consumer)) this.guests.cancelled(consumer)
    else this.consumers.cancelled(consumer)
  }

  blocked(channel: number): void {
    if (this.guests?.ownsChannel(channel)) this.guests.blocked(channel)
    else this.producers.setAlarmed(channel, true)
  }

  unblocked(channel: number): void {
    if (this.guests?.ownsChannel(channel)) this.guests.unblocked(channel)
    else this.producers.setAlarmed(channel, false)
  }

  /** An actor of the scenario finds its channel closed when the alarm is over, and opens another: see `Servers`. */
  failed(channel: number, replyCode: 403 | 404 | 406 | 506): void {
    if (this.guests?.ownsChannel(channel)) this.guests.failed(channel, replyCode)
  }
}
