import { predeclared } from '#core/model/predeclared.ts'
import type {
  BindingSpec,
  ExchangeSpec,
  QueueSpec,
  Topology as TopologySpec,
} from '#core/model/topology.ts'
import { accepted, type Declared, refused } from './declared.ts'
import { type Binding, bindingIdentity } from './exchanges/binding.ts'
import { bindingFault } from './exchanges/binding-fault.ts'
import { exchangeDifference, exchangeFault, routerFor } from './exchanges/declaration.ts'
import { Destinations } from './exchanges/destinations.ts'
import { Exchange } from './exchanges/exchange.ts'
import { queuesMax } from './message-pages.ts'
import type { BrokerObserver } from './observer.ts'
import { Policies } from './policies.ts'
import type { ProfileRules } from './profile.ts'
import { queueDifference, queueFault } from './queue/declaration.ts'
import { Queue } from './queue/queue.ts'
import { knownOf } from './queue/quorum-rules.ts'

/**
 * Exchanges, queues and bindings, and what AMQP refuses about them. Entities are numbered in order of declaration and
 * keep their number for ever; a name declared again after a deletion is a new entity. Messages are not its business.
 */
export class Topology {
  readonly rules: ProfileRules
  readonly exchanges: Exchange[] = []
  readonly queues: Queue[] = []
  readonly exchangeNames: string[] = []
  readonly queueNames: string[] = []
  /** Scratch of routing; one publish at a time. */
  readonly policies = new Policies()
  readonly destinations = new Destinations()
  /** Rises with every change that may lead a message elsewhere. */
  epoch = 1
  readonly #exchangeIds = new Map<string, number>()
  readonly #queueIds = new Map<string, number>()
  readonly #bindings = new Map<string, Binding>()
  readonly #byDestination = new Map<number, Set<Binding>>()
  #bindingsEver = 0
  #namesGiven = 0
  #asked: ReadonlySet<string> = new Set()
  #askedEpoch = 0

  readonly #observer: BrokerObserver

  constructor(rules: ProfileRules, observer: BrokerObserver) {
    this.rules = rules
    this.#observer = observer
    for (const spec of predeclared) this.#addExchange(spec)
  }

  /** Names of the headers that bindings of headers exchanges look at. */
  headersAsked(): ReadonlySet<string> {
    if (this.#askedEpoch !== this.epoch) {
      this.#askedEpoch = this.epoch
      this.#asked = namesAsked(this.exchanges)
    }
    return this.#asked
  }

  /** What there is now, in order of declaration, without the exchanges that are always there. */
  living(): TopologySpec {
    const isThere = ({ deleted }: { readonly deleted: boolean }) => !deleted
    return {
      exchanges: this.exchanges
        .slice(predeclared.length)
        .filter(isThere)
        .map(({ spec }) => spec),
      queues: this.queues.filter(isThere).map(({ spec }) => spec),
      bindings: [...this.#bindings.values()].map(({ spec }) => spec),
    }
  }

  exchangeId(name: string): number {
    return this.#exchangeIds.get(name) ?? -1
  }

  queueId(name: string): number {
    return this.#queueIds.get(name) ?? -1
  }

  /** 406 for a difference to the exchange that exists, 403 for a reserved name. [RabbitMQ: property equivalence] */
  declareExchange(spec: ExchangeSpec): Declared {
    const known = this.exchangeId(spec.name)
    if (known >= 0) {
      const different = exchangeDifference(this.exchanges[known]!.spec, spec)
      return different === null ? accepted(known) : refused(different.replyCode, different.reason)
    }
    const fault = exchangeFault(spec)
    return fault === null
      ? accepted(this.#addExchange(spec))
      : refused(fault.replyCode, fault.reason)
  }

  /** 406 for a difference to the queue that exists or an argument out of range, 403 for a reserved name. '' gets the `serverName`, or a name of the broker's. */
  declareQueue(wanted: QueueSpec, serverName?: string): Declared {
    const asked = knownOf(wanted, this.rules)
    const known = this.queueId(asked.name)
    if (known >= 0) {
      const different = queueDifference(this.queues[known]!.spec, asked)
      return different === null ? accepted(known) : refused(different.replyCode, different.reason)
    }
    const fault = queueFault(asked)
    if (fault !== null) return refused(fault.replyCode, fault.reason)
    if (this.queues.length === queuesMax) {
      return refused(406, `the broker has had ${this.queues.length} queues, its limit`)
    }
    const given = () => serverName ?? `amq.gen-${++this.#namesGiven}`
    const name = asked.name === '' ? given() : asked.name
    const id = this.queues.length
    const spec = { ...asked, name }
    const effective = this.policies.argumentsOf(spec)
    const queue = new Queue(id, spec, effective, this.rules)
    this.#observer.declared(id, spec.type === 'stream')
    this.queues.push(queue)
    this.queueNames.push(name)
    this.#queueIds.set(name, queue.id)
    this.epoch++
    return accepted(queue.id)
  }

  /** Repeating a bind does nothing. 404 for a missing end, 403 for the default exchange, 406 for arguments or key it cannot take. */
  bind(spec: BindingSpec): Declared {
    const fault = bindingFault(spec, this.#sourceOf(spec), this.rules)
    if (fault !== null) return refused(fault.replyCode, fault.reason)
    const destination = this.#destinationOf(spec)
    if (destination === null) {
      return refused(404, `no ${spec.toExchange ? 'exchange' : 'queue'} '${spec.to}'`)
    }
    const source = this.#sourceOf(spec)!
    const identity = bindingIdentity(source.id, destination, spec)
    const known = this.#bindings.get(identity)
    if (known) return accepted(known.id)
    const binding = { id: this.#bindingsEver++, identity, spec, source: source.id, destination }
    this.#bindings.set(identity, binding)
    source.bindings.add(binding)
    const incoming = this.#byDestination.get(destination)
    if (incoming) incoming.add(binding)
    else this.#byDestination.set(destination, new Set([binding]))
    source.router.bind(destination, spec.key, spec.arguments)
    this.epoch++
    return accepted(binding.id)
  }

  /** Unbinding what is not bound succeeds. The id is that of the binding, or -1. */
  unbind(spec: BindingSpec): Declared {
    if (spec.from === '') return refused(403, 'the default exchange cannot be unbound')
    const source = this.#sourceOf(spec)
    const destination = this.#destinationOf(spec)
    if (!source || destination === null) return accepted(-1)
    const binding = this.#bindings.get(bindingIdentity(source.id, destination, spec))
    if (!binding) return accepted(-1)
    this.#removeBinding(binding)
    return accepted(binding.id)
  }

  /** 403 for the default and `amq.` exchanges, 406 when it is in use and must not be. A missing one is gone already. */
  deleteExchange(id: number, ifUnused: boolean): Declared {
    const exchange = this.exchanges[id]
    if (!exchange || exchange.deleted) return accepted(id)
    const name = exchange.spec.name
    if (name === '' || name.startsWith('amq.')) {
      return refused(403, `exchange '${name}' is the broker's own and cannot be deleted`)
    }
    if (ifUnused && exchange.bindings.size > 0) {
      return refused(406, `exchange '${name}' in use: it has bindings`)
    }
    this.#removeExchange(exchange)
    return accepted(id)
  }

  /** Takes a queue's name and bindings away. The queue's messages and consumers are the caller's to end. */
  removeQueue(queue: Queue): void {
    queue.deleted = true
    this.#queueIds.delete(queue.spec.name)
    this.#removeBindingsTo(queue.id)
    this.epoch++
  }

  /** A restart of the node: what is not durable goes, with its bindings. */
  removeTransientExchanges(): void {
    for (const exchange of this.exchanges) {
      if (!exchange.deleted && !exchange.spec.durable) this.#removeExchange(exchange)
    }
  }

  #addExchange(spec: ExchangeSpec): number {
    const id = this.exchanges.length
    const router = routerFor(spec, this.#queueIds)
    const alternate = this.policies.alternateExchangeOf(spec)
    this.exchanges.push(new Exchange(id, spec, router, this.#observer.exchange(id), alternate))
    this.exchangeNames.push(spec.name)
    this.#exchangeIds.set(spec.name, id)
    this.epoch++
    return id
  }

  #removeExchange(exchange: Exchange): void {
    exchange.deleted = true
    this.#exchangeIds.delete(exchange.spec.name)
    for (const binding of [...exchange.bindings]) this.#removeBinding(binding)
    this.#removeBindingsTo(~exchange.id)
    this.epoch++
  }

  #removeBindingsTo(destination: number): void {
    for (const binding of [...(this.#byDestination.get(destination) ?? [])]) {
      this.#removeBinding(binding)
    }
  }

  /** An auto-delete exchange goes with the last binding it is the source of. [RabbitMQ: auto-delete exchanges] */
  #removeBinding(binding: Binding): void {
    const source = this.exchanges[binding.source]!
    this.#bindings.delete(binding.identity)
    source.bindings.delete(binding)
    this.#byDestination.get(binding.destination)?.delete(binding)
    source.router.unbind(binding.destination, binding.spec.key, binding.spec.arguments)
    this.epoch++
    if (source.spec.autoDelete && !source.deleted && source.bindings.size === 0) {
      this.#removeExchange(source)
    }
  }

  #sourceOf(spec: BindingSpec): Exchange | undefined {
    return this.exchanges[this.exchangeId(spec.from)]
  }

  #destinationOf(spec: BindingSpec): number | null {
    const id = spec.toExchange ? this.exchangeId(spec.to) : this.queueId(spec.to)
    if (id < 0) return null
    return spec.toExchange ? ~id : id
  }
}

function namesAsked(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { spec, bindings } of exchanges) {
    if (spec.type !== 'headers') continue
    for (const binding of bindings)
      for (const [name] of binding.spec.arguments.fields) names.add(name)
  }
  return names
}
