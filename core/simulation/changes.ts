/** What comes into a run from outside: a person's commands and what guests do. Each happens completely, now, and is kept for a replay. */
import type { Command, TimedCommand } from '#core/model/command.ts'
import { assert } from '#core/model/failure.ts'
import type { GuestInput } from '#core/model/guest.ts'
import type { PublishOutcome } from '#core/model/message.ts'
import type { Mark } from '#core/model/run.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import type { EventLog } from './event-log.ts'
import type { Guests } from './guests.ts'
import type { Interventions } from './interventions.ts'
import type { SimulationOptions } from './simulation-options.ts'
import type { BrowseCommand, PublishCommand, SeenMessage, Visits } from './visits.ts'

/** The run that is changed. */
interface Changed {
  readonly nowUs: number
  readonly eventsTotal: number
  readonly log: EventLog
  readonly guests: Guests | null
  changed(): void
}

export class Changes {
  /** Of persons; what guests do is only recorded. */
  readonly commands: (TimedCommand & { readonly command: Command })[] = []
  readonly marks: Mark[] = []
  declare private readonly run: Changed
  declare private readonly interventions: Interventions
  declare private readonly visits: Visits
  readonly #record: (command: TimedCommand) => void
  /** Commands of an earlier run that come again, and how many did. */
  declare private replay: readonly TimedCommand[]
  #replayed = 0
  /** The next of them; null when all came. */
  declare next: TimedCommand | null

  constructor(
    run: Changed,
    interventions: Interventions,
    visits: Visits,
    { commands = [], record = () => {} }: Pick<SimulationOptions, 'commands' | 'record'>,
  ) {
    this.run = run
    this.interventions = interventions
    this.visits = visits
    this.#record = record
    this.replay = commands
    this.next = commands[0] ?? null
  }

  /**
   * A command of a person: what was to come again no longer does. Fails `not-found` for an unknown target; nothing has changed
   * then.
   */
  make(command: Command): Mark {
    const mark = this.#do(command)
    this.#part()
    return mark
  }

  /**
   * A look at the head of a queue, now: up to `count` messages are handed out and handed back. Part of the run like any
   * command: logged, marked, replayed. Fails `not-found`.
   */
  browse(target: string, count: number): readonly SeenMessage[] {
    const seen = this.#browse({ kind: 'queue.browse', target, count })
    this.#part()
    return seen
  }

  /** Publishes one message, now, mandatory; part of the run like any command. Fails `not-found` or `invalid`. */
  publishOne(command: PublishCommand): PublishOutcome {
    const outcome = this.#publish(command)
    this.#part()
    return outcome
  }

  /** What a guest does. Without guests a programmer's error. */
  enter(input: GuestInput): void {
    this.#let(input)
    this.#part()
  }

  #let(input: GuestInput): void {
    const { guests } = this.run
    assert(guests, 'guests may come to this run')
    this.#record(this.#timed(input))
    guests.enter(input)
    this.run.changed()
  }

  /** The next one of the earlier run happens again. */
  again(): void {
    const { command } = this.next!
    this.#replayed += 1
    this.next = this.replay[this.#replayed] ?? null
    if (isInput(command)) this.#let(command)
    else this.#do(command)
  }

  markFault(fault: number, untilUs: number | null): void {
    const atUs = this.run.nowUs
    this.marks.push({ atUs, by: 'fault', untilUs, command: null, before: null, fault })
  }

  #do(command: Command): Mark {
    if (command.kind === 'queue.browse') this.#browse(command)
    else if (command.kind === 'message.publish') this.#publish(command)
    else {
      this.interventions.check(command)
      this.#note(command)
      this.#mark(command, this.interventions.apply(command))
    }
    return this.marks.at(-1)!
  }

  /** The run goes another way than the one before from here on. */
  #part(): void {
    this.replay = []
    this.next = null
  }

  #browse(command: BrowseCommand): readonly SeenMessage[] {
    this.visits.check(command)
    this.#note(command)
    const seen = this.visits.browse(command.target, command.count)
    this.#mark(command, null)
    return seen
  }

  #publish(command: PublishCommand): PublishOutcome {
    this.visits.check(command)
    this.#note(command)
    const outcome = this.visits.publish(command)
    this.#mark(command, null)
    return outcome
  }

  #note(command: Command): void {
    this.run.log.append(TraceKind.intervened, 0, none, none, this.commands.length)
    const timed = this.#timed(command)
    this.commands.push(timed)
    this.#record(timed)
  }

  #timed<Kind extends Command | GuestInput>(command: Kind) {
    const { nowUs, eventsTotal } = this.run
    return { atUs: nowUs, afterEvents: eventsTotal, command }
  }

  #mark(command: Command, before: number | null): void {
    const atUs = this.run.nowUs
    this.marks.push({ atUs, by: 'you', untilUs: null, command, before, fault: null })
    this.run.changed()
  }
}

function isInput(command: Command | GuestInput): command is GuestInput {
  return command.kind.startsWith('guest.')
}
