import { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import { QueueMeters } from '#core/metrics/queue-meters.ts'
import { emptyTable, noArguments } from '#core/model/topology.ts'
import { EventLog } from '#core/simulation/event-log.ts'
import type { Contestant } from './rounds.ts'

class LastTag implements BrokerSink {
  tag = 0
  delivered(_consumer: number, tag: number): void {
    this.tag = tag
  }
  confirmed(): void {}
  returned(): void {}
  cancelled(): void {}
}

/**
 * One queue with a standing backlog and one consumer, log and meters on: each publish is followed by an ack, which brings
 * the oldest message. Unit: one message published, delivered and acked.
 */
export class Backlog implements Contestant {
  readonly name: string
  readonly broker: Broker
  readonly #sink = new LastTag()
  readonly #log = new EventLog()
  readonly #publisher: number
  readonly #channel: number
  readonly #key: number
  readonly #template: number

  constructor(name: string) {
    this.name = name
    this.broker = new Broker({
      sink: this.#sink,
      trace: this.#log,
      observer: new QueueMeters(1, 6),
      profile: 'rabbitmq@4.3',
    })
    this.broker.declareQueue({
      name: 'backlog',
      type: 'classic',
      durable: true,
      exclusive: false,
      autoDelete: false,
      arguments: noArguments,
    })
    this.#publisher = this.broker.openChannel()
    this.#channel = this.broker.openChannel()
    this.#key = this.broker.keyId('backlog')
    this.#template = this.broker.templateId({
      sizeBytes: 100,
      persistent: true,
      expirationMs: null,
      headers: emptyTable,
      priority: null,
      userRef: 0,
    })
  }

  /** Publishes `count` messages nobody takes. */
  fill(count: number): void {
    for (let i = 0; i < count; i++) this.#publish()
  }

  /** From here on one consumer takes one message at a time. */
  start(): void {
    this.broker.consume(this.#channel, 1, 0, { autoAck: false, prefetch: 1 })
  }

  run(count: number): number {
    for (let i = 0; i < count; i++) {
      this.broker.nowUs += 1
      this.#publish()
      this.broker.ack(this.#channel, this.#sink.tag, false)
    }
    return count
  }

  #publish(): void {
    this.broker.publish(this.#publisher, 0, 0, this.#key, this.#template, false, 0)
  }
}
