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
import type { PublishCommand, SeenMessage, Visits } from './visits.ts'

/** The run that is changed. */
interface Changed {
  readonly nowUs: number
  readonly eventsTotal: number
  readonly log: EventLog
  readonly guests: Guests | null
  changed(): void
}

export class Changes {
  readonly commands: TimedCommand[] = []
  readonly marks: Mark[] = []
  readonly #run: Changed
  readonly #interventions: Interventions
  readonly #visits: Visits
  readonly #keepsInputs: boolean
  /** Commands of persons so far: their places in the log. */
  #made = 0

  constructor(run: Changed, interventions: Interventions, visits: Visits, keepsInputs: boolean) {
    this.#run = run
    this.#interventions = interventions
    this.#visits = visits
    this.#keepsInputs = keepsInputs
  }

  /** A command of a person. Fails `not-found` for an unknown target; nothing has changed then. */
  make(command: Command): Mark {
    if (command.kind === 'queue.browse') this.browse(command.target, command.count)
    else if (command.kind === 'message.publish') this.publishOne(command)
    else {
      this.#interventions.check(command)
      this.#note(command)
      this.#mark(command, this.#interventions.apply(command))
    }
    return this.marks.at(-1)!
  }

  /**
   * A look at the head of a queue, now: up to `count` messages are handed out and handed back. Part of the run like any
   * command: logged, marked, replayed. Fails `not-found`.
   */
  browse(target: string, count: number): readonly SeenMessage[] {
    const command = { kind: 'queue.browse', target, count } as const
    this.#visits.check(command)
    this.#note(command)
    const seen = this.#visits.browse(target, count)
    this.#mark(command, null)
    return seen
  }

  /** Publishes one message, now, mandatory; part of the run like any command. Fails `not-found` or `invalid`. */
  publishOne(command: PublishCommand): PublishOutcome {
    this.#visits.check(command)
    this.#note(command)
    const outcome = this.#visits.publish(command)
    this.#mark(command, null)
    return outcome
  }

  /** What a guest does. Without guests a programmer's error. */
  enter(input: GuestInput): void {
    const { guests } = this.#run
    assert(guests, 'guests may come to this run')
    if (this.#keepsInputs) this.#keep(input)
    guests.enter(input)
    this.#run.changed()
  }

  /** One of an earlier run. */
  again(command: Command | GuestInput): void {
    if (isInput(command)) this.enter(command)
    else this.make(command)
  }

  markFault(fault: number, untilUs: number | null): void {
    const atUs = this.#run.nowUs
    this.marks.push({ atUs, by: 'fault', untilUs, command: null, before: null, fault })
  }

  #note(command: Command): void {
    this.#run.log.append(TraceKind.intervened, 0, none, none, this.#made)
    this.#made += 1
    this.#keep(command)
  }

  #keep(command: Command | GuestInput): void {
    const { nowUs, eventsTotal } = this.#run
    this.commands.push({ atUs: nowUs, afterEvents: eventsTotal, command })
  }

  #mark(command: Command, before: number | null): void {
    const atUs = this.#run.nowUs
    this.marks.push({ atUs, by: 'you', untilUs: null, command, before, fault: null })
    this.#run.changed()
  }
}

function isInput(command: Command | GuestInput): command is GuestInput {
  return command.kind.startsWith('guest.')
}
