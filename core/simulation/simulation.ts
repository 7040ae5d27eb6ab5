/**
 * One run of a scenario in virtual time: the owner of the clock. Same scenario, seed and commands give the same log, byte for
 * byte, however the run is driven: event by event, in slices of any size, or at once.
 */
import { Broker } from '#core/engine/broker.ts'
import { Meters } from '#core/metrics/meters.ts'
import { intervalFor, Sampler } from '#core/metrics/sampler.ts'
import { Clock } from '#core/model/clock.ts'
import type { Command, TimedCommand } from '#core/model/command.ts'
import { assert } from '#core/model/failure.ts'
import type { GuestInput } from '#core/model/guest.ts'
import type { PublishOutcome } from '#core/model/message.ts'
import type { ExpectationVerdict, RunResult } from '#core/model/result.ts'
import type { Mark, RunDescription } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { ActorNumbers } from './actor-numbers.ts'
import { Actors } from './actors.ts'
import { Agenda } from './agenda.ts'
import { Changes } from './changes.ts'
import { Consumers } from './consumers.ts'
import { descriptionOf } from './description.ts'
import { Descriptions } from './descriptions.ts'
import { EventLog } from './event-log.ts'
import { Faults, faultEndUs } from './faults.ts'
import type { Guests } from './guests.ts'
import { Interventions } from './interventions.ts'
import { moves } from './moves.ts'
import { Nodes } from './nodes.ts'
import type { Advance, SimulationPort } from './port.ts'
import { Producers } from './producers.ts'
import { RandomStreams } from './random.ts'
import { runResult, verdictsOf } from './results.ts'
import type { RunParts } from './run-parts.ts'
import { Servers } from './servers.ts'
import type { SimulationOptions } from './simulation-options.ts'
import type { Targets } from './targets.ts'
import { declareTopology } from './topology-setup.ts'
import { Turns } from './turns.ts'
import { type PublishCommand, type SeenMessage, Visits } from './visits.ts'
import { Wiring } from './wiring.ts'
import { WitnessedLog } from './witnessed-log.ts'

export class Simulation implements SimulationPort {
  /** As it was loaded. */
  declare readonly scenario: Scenario
  declare private readonly descriptions: Descriptions
  declare readonly broker: Broker
  declare readonly log: EventLog
  declare readonly meters: Meters
  declare readonly sampler: Sampler
  declare readonly producers: Producers
  declare readonly consumers: Consumers
  declare readonly servers: Servers
  eventsTotal = 0
  readonly #clock = new Clock()
  declare private readonly agenda: Agenda
  declare private readonly turns: Turns
  declare private readonly faults: Faults
  declare private readonly changes: Changes
  /** Clients from outside; null when none may come. */
  declare readonly guests: Guests | null
  declare private readonly endUs: number
  declare private readonly checkEveryEvent: boolean
  /** When the next event is, Infinity when nothing is left, and whether it is that messages expire. */
  #nextUs = Number.NaN
  #expires = false

  /** Fails `invalid` when the broker refuses the topology or an actor refers to something that is not there. */
  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    const { guests = null, epochUs = 0, seed = scenario.seed } = options
    const wiring = new Wiring()
    this.guests = guests
    wiring.guests = guests
    this.log = new EventLog(this.#clock)
    this.meters = new Meters(this.#clock)
    this.broker = new Broker({
      clock: this.#clock,
      sink: wiring,
      trace: guests === null ? this.log : new WitnessedLog(this.log, guests),
      observer: this.meters,
      profile: scenario.profile,
    })
    declareTopology(this.broker, scenario)
    const { producers, consumers } = scenario
    const numbers = new ActorNumbers(producers.length, consumers.length)
    this.agenda = new Agenda(numbers.count, this.#clock)
    const parts: RunParts = {
      clock: this.#clock,
      broker: this.broker,
      agenda: this.agenda,
      numbers,
      random: new RandomStreams(seed),
      log: this.log,
      nodes: new Nodes(),
    }
    this.producers = new Producers(producers, parts)
    wiring.producers = this.producers
    this.consumers = new Consumers(consumers, producers.length, parts)
    wiring.consumers = this.consumers
    this.consumers.begin()
    const clients = [this.producers, this.consumers]
    this.servers = new Servers(parts, guests === null ? clients : [...clients, guests])
    const targets: Targets = {
      actors: new Actors(scenario),
      producers: this.producers,
      consumers: this.consumers,
      servers: this.servers,
    }
    this.faults = new Faults(scenario.faults, targets, parts)
    this.turns = new Turns(numbers, this.producers, this.consumers, () => this.#faultTurns())
    const visits = new Visits(this.broker, scenario, guests)
    const firstActor = producers.length + consumers.length
    const payloadOf = (slot: number) => visits.payloadOf(slot)
    guests?.serve(this.broker, { firstActor, epochUs, payloadOf })
    this.changes = new Changes(this, new Interventions(targets, this.broker), visits, options)
    this.endUs = scenario.durationUs ?? Number.POSITIVE_INFINITY
    this.checkEveryEvent = options.checkEveryEvent ?? false
    this.scenario = scenario
    const described = descriptionOf(scenario, seed, options.runId ?? 0, this.broker)
    this.descriptions = new Descriptions(described, this.broker, this.guests)
    this.sampler = new Sampler(this.broker, this.meters, intervalFor(scenario.durationUs))
  }

  get nowUs(): number {
    return this.#clock.nowUs
  }

  get description(): RunDescription {
    return this.descriptions.now()
  }

  get commands(): readonly TimedCommand[] {
    return this.changes.commands
  }

  get marks(): readonly Mark[] {
    return this.changes.marks
  }

  step(): boolean {
    this.#seek(this.endUs)
    const nextUs = this.#nextUs
    if (nextUs <= this.endUs && nextUs < Number.POSITIVE_INFINITY) {
      this.#apply()
      return true
    }
    if (nextUs < Number.POSITIVE_INFINITY) this.#setNow(this.endUs)
    return false
  }

  /** Applies events up to and including the next delivery to a consumer or settlement by one; false when none came. */
  stepMessage(): boolean {
    for (;;) {
      const from = this.log.recordsTotal
      const more = this.step()
      if (this.log.read(from, Number.POSITIVE_INFINITY).some(({ kind }) => moves.has(kind)))
        return true
      if (!more) return false
    }
  }

  advance(untilUs: number, eventsMax: number): Advance {
    // Finite, so that "nothing is left" (Infinity) lies beyond it.
    const limitUs = Math.min(untilUs, this.endUs, Number.MAX_VALUE)
    let left = eventsMax
    for (;;) {
      left = this.#run(limitUs, left)
      this.#seek(limitUs)
      if (this.#nextUs > limitUs) return this.#rest(limitUs)
      if (left <= 0) return 'budget'
      this.#apply()
      left -= 1
    }
  }

  /**
   * The same as long as nothing comes beside the agenda: no replay, no guest, no message that expires, no sample to take, nobody
   * who checks every event. That is nearly always, so it is a loop of its own. Returns how many events are left to apply.
   */
  #run(untilUs: number, eventsMax: number): number {
    if (this.checkEveryEvent || this.guests !== null || this.changes.next !== null) return eventsMax
    const { agenda, broker, turns } = this
    const pauseUs = Math.min(untilUs, this.sampler.nextUs)
    let left = eventsMax
    while (left > 0) {
      // What expires at an instant comes before anything else of it, and times are whole.
      const limitUs = broker.mayExpire() ? Math.min(pauseUs, broker.quietUntilUs() - 1) : pauseUs
      const actor = agenda.takeUntil(limitUs)
      if (actor < 0) break
      turns.take(actor)
      this.eventsTotal += 1
      left -= 1
    }
    return left
  }

  #rest(limitUs: number): Advance {
    const isIdle = this.#nextUs === Number.POSITIVE_INFINITY
    // Who waits for guests lets time pass, as far as it was told to.
    if (isIdle && (this.guests === null || limitUs === Number.MAX_VALUE)) return 'idle'
    this.#setNow(limitUs)
    return limitUs === this.endUs ? 'end' : 'until'
  }

  /** Finds when the next event is. */
  #seek(limitUs: number): void {
    this.agenda.seek()
    this.#nextUs = this.agenda.nextUs
    this.#expires = false
    if (this.broker.mayExpire() || this.changes.next !== null) this.#seekBeside(limitUs)
  }

  /** What comes beside the agenda: messages that expire, and commands to replay, which are applied up to `limitUs`. */
  #seekBeside(limitUs: number): void {
    for (;;) {
      const expiryUs = this.broker.nextExpiryUs()
      // Before anything else of the instant: nothing is delivered at the end of its time to live.
      this.#expires = expiryUs <= this.#nextUs && expiryUs !== Number.POSITIVE_INFINITY
      if (this.#expires) this.#nextUs = expiryUs
      const next = this.changes.next
      if (next === null) return
      const { atUs, afterEvents } = next
      const nextUs = this.#nextUs
      const comesFirst =
        nextUs === Number.POSITIVE_INFINITY || (this.eventsTotal >= afterEvents && nextUs >= atUs)
      if (!comesFirst) return
      if (atUs > limitUs) {
        this.#nextUs = atUs
        return
      }
      this.#setNow(Math.max(atUs, this.#clock.nowUs))
      this.changes.again()
      this.agenda.seek()
      this.#nextUs = this.agenda.nextUs
    }
  }

  #apply(): void {
    if (this.#nextUs > this.sampler.nextUs) this.sampler.catchUp(this.#nextUs)
    this.#clock.nowUs = this.#nextUs
    if (this.#expires) this.#expire()
    else this.turns.take(this.agenda.take())
    this.eventsTotal += 1
    if (this.guests !== null) this.guests.settle()
    if (this.checkEveryEvent) this.broker.check()
  }

  #expire(): void {
    this.broker.expire()
    assert(this.broker.nextExpiryUs() > this.#clock.nowUs, 'what expired is gone')
  }

  #faultTurns(): void {
    const fault = this.faults.turnDue()
    if (fault >= 0) this.changes.markFault(fault, faultEndUs(this.scenario.faults[fault]!))
  }

  #setNow(nowUs: number): void {
    if (nowUs > this.sampler.nextUs) this.sampler.catchUp(nowUs)
    this.#clock.nowUs = nowUs
  }

  command(command: Command): Mark {
    return this.changes.make(command)
  }

  /** As `Changes.browse`. */
  browse(target: string, count: number): readonly SeenMessage[] {
    return this.changes.browse(target, count)
  }

  /** As `Changes.publishOne`. */
  publishOne(command: PublishCommand): PublishOutcome {
    return this.changes.publishOne(command)
  }

  /** What a client from outside does, now. */
  guest(input: GuestInput): void {
    this.changes.enter(input)
  }

  /** To be called after the broker was changed from outside its events. */
  changed(): void {
    if (this.guests !== null) this.guests.settle()
    if (this.checkEveryEvent) this.broker.check()
  }

  hash(): string {
    return this.log.hash()
  }

  result(wallMs: number): RunResult {
    return runResult(this, wallMs)
  }

  verdicts(): readonly ExpectationVerdict[] {
    return verdictsOf(this)
  }
}
