/** Applies a person's commands to a run. Each method has happened completely when it returns, at the current virtual time. */
import type { Broker } from '#core/engine/broker.ts'
import type { Dial } from '#core/model/command.ts'
import { assertNever, Failure } from '#core/model/failure.ts'
import { isBrokerDial } from '#core/model/sentence-broker.ts'
import type { Targets } from './targets.ts'

/** Turns one actor's dial; a dial with a number returns what it was. */
type Turn = (actor: number) => unknown

export class Interventions {
  readonly #targets: Targets
  readonly #broker: Broker

  constructor(targets: Targets, broker: Broker) {
    this.#targets = targets
    this.#broker = broker
  }

  /** Fails `not-found` when the target is not there; nothing has changed then. */
  check(command: Dial): void {
    if (isBrokerDial(command)) return
    if (command.kind.startsWith('producer.')) this.#targets.actors.producers(command.target)
    else if (command.kind.startsWith('consumer.')) this.#targets.actors.consumers(command.target)
    else if (command.kind === 'queue.purge') this.#queue(command.target)
    else if (!this.#targets.actors.isProducer(command.target))
      this.#targets.actors.consumers(command.target)
  }

  /** Returns what the dial stood at before (a group's: at its first), null when there is no such number. */
  apply(command: Dial): number | null {
    if (isBrokerDial(command)) {
      this.#targets.servers.turn(command)
      return null
    }
    const { target } = command
    const producers = (turn: Turn) => first(this.#targets.actors.producers(target).map(turn))
    const consumers = (turn: Turn) => first(this.#targets.actors.consumers(target).map(turn))
    switch (command.kind) {
      case 'producer.rate':
        return producers((p) => this.#targets.producers.arrivals.setRate(p, command.ratePerSecond))
      case 'producer.stop':
        return producers((p) => this.#targets.producers.stop(p))
      case 'producer.start':
        return producers((p) => this.#targets.producers.start(p))
      case 'producer.poison':
        return producers((p) => this.#targets.producers.setPoisonShare(p, command.share))
      case 'consumer.service':
        return consumers((c) => this.#targets.consumers.service.setMean(c, command.meanUs))
      case 'consumer.prefetch':
        return consumers((c) => this.#targets.consumers.channels.setPrefetch(c, command.prefetch))
      case 'consumer.failure':
        return consumers((c) => this.#targets.consumers.setFailure(c, command.probability))
      case 'consumer.crash':
        return consumers((c) => this.#targets.consumers.crash(c, command.restartAfterUs))
      case 'consumer.restart':
        return consumers((c) => this.#targets.consumers.restart(c))
      case 'link.latency':
        return this.#targets.actors.isProducer(target)
          ? producers((p) => this.#targets.producers.setLatency(p, command.latencyUs))
          : consumers((c) => this.#targets.consumers.setLatency(c, command.latencyUs))
      case 'queue.purge':
        return this.#broker.purge(this.#queue(target))
      default:
        return assertNever(command)
    }
  }

  #queue(name: string): number {
    const queue = this.#broker.queueId(name)
    if (queue < 0) throw new Failure('not-found', `There is no queue called "${name}" in this run.`)
    return queue
  }
}

function first(befores: readonly unknown[]): number | null {
  const before = befores[0]
  return typeof before === 'number' ? before : null
}
