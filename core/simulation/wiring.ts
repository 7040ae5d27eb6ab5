/** What the broker tells its clients, passed on to the actors of the run. Only this class is a sink, so calls stay direct. */
import type { BrokerSink } from '#core/engine/sink.ts'
import type { Consumers } from './consumers.ts'
import type { Producers } from './producers.ts'

export class Wiring implements BrokerSink {
  /** The broker needs its sink before the actors can be made: they are set right after. */
  producers!: Producers
  consumers!: Consumers

  delivered(subscription: number, tag: number, slot: number, attempt: number, mark: number): void {
    this.consumers.deliver(subscription, tag, slot, attempt, mark)
  }

  confirmed(channel: number, _sequence: number, ok: boolean): void {
    this.producers.confirmSent(channel, ok)
  }

  returned(channel: number): void {
    this.producers.returnSent(channel)
  }

  cancelled(subscription: number): void {
    this.consumers.cancelled(subscription)
  }

  blocked(channel: number): void {
    this.producers.setAlarmed(channel, true)
  }

  unblocked(channel: number): void {
    this.producers.setAlarmed(channel, false)
  }

  /** Its actor finds the channel closed when the alarm is over, and opens another: see `Servers`. */
  failed(): void {}
}
