/** A scenario run without a window, as fast as it goes. */
import { setImmediate as turn } from 'node:timers/promises'
import { Failure } from '#core/model/failure.ts'
import type { ExpectationVerdict, RunResult } from '#core/model/result.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { parseScenario, writeScenario } from '#core/model/scenario-file.ts'
import type { Problem } from '#core/model/scenario-file-problem.ts'
import { sentenceText } from '#core/model/sentence.ts'
import type { TraceEvent } from '#core/model/trace.ts'
import { Simulation } from '#core/simulation/simulation.ts'

/** Events between two looks at the clock and at what the caller wants: some tens of milliseconds of work. */
const sliceEvents = 50_000
/** So many events at one instant mean that messages go round without taking time; the largest burst makes half of them. */
const standstillEvents = 10_000_000

export interface HeadlessOptions {
  /** Instead of the scenario's. */
  readonly seed: number | null
  /** Instead of the scenario's duration. */
  readonly untilUs: number | null
}

export interface Progress {
  readonly nowUs: number
  /** Null when the end is not known beforehand. */
  readonly endUs: number | null
  readonly events: number
}

export interface HeadlessResult {
  readonly result: RunResult
  readonly verdicts: readonly ExpectationVerdict[]
  /** Stopped by the caller before its end. */
  readonly partial: boolean
}

/** A scenario ready to run, once. */
export class HeadlessRun {
  readonly scenario: Scenario
  /** Hints of the file; it has no errors. */
  readonly hints: readonly Problem[]
  readonly #text: string
  readonly #simulation: Simulation

  private constructor(text: string, scenario: Scenario, hints: readonly Problem[]) {
    this.#text = text
    this.scenario = scenario
    this.hints = hints
    this.#simulation = new Simulation(scenario)
  }

  /** Fails `invalid` when the run would never end; a text with errors is a value, not a failure. */
  static of(
    text: string,
    { seed, untilUs }: HeadlessOptions,
  ): { readonly run: HeadlessRun } | { readonly problems: readonly Problem[] } {
    const { scenario, problems } = parseScenario(text)
    if (!scenario) return { problems }
    const changed: Scenario = {
      ...scenario,
      seed: seed ?? scenario.seed,
      durationUs: untilUs ?? scenario.durationUs,
    }
    const endless = changed.producers.find(({ messagesMax }) => messagesMax === null)
    if (changed.durationUs === null && endless) {
      throw new Failure(
        'invalid',
        `The run would never end, because the scenario has no duration and "${endless.name}" never stops: add --until 10m.`,
      )
    }
    return { run: new HeadlessRun(text, changed, problems) }
  }

  /**
   * Runs to the end, or until `stopped` says so; `progressed` is called between slices of work. Fails `invalid` when
   * virtual time stands still.
   */
  async finish(
    stopped: () => boolean,
    progressed: (progress: Progress) => void,
  ): Promise<HeadlessResult> {
    const simulation = this.#simulation
    const endUs = this.scenario.durationUs
    const startedMs = performance.now()
    let movedAtEvents = 0
    let lastUs = -1
    let partial = false
    for (;;) {
      const why = simulation.advance(Number.POSITIVE_INFINITY, sliceEvents)
      const { nowUs, eventsTotal } = simulation
      if (why !== 'budget') break
      if (nowUs > lastUs) {
        lastUs = nowUs
        movedAtEvents = eventsTotal
      } else if (eventsTotal - movedAtEvents > standstillEvents) {
        throw new Failure(
          'invalid',
          `Virtual time stands still at ${nowUs / 1000} ms, because messages go round without taking time: give the consumers a service time or a limit of attempts.`,
        )
      }
      progressed({ nowUs, endUs, events: eventsTotal })
      // Lets signals and a closed output through.
      await turn()
      partial = stopped()
      if (partial) break
    }
    const result = simulation.result(performance.now() - startedMs)
    return { result, verdicts: simulation.verdicts(), partial }
  }

  /** The file again with the seed and duration that were run, so that running it repeats the run. */
  scenarioText(): string {
    return writeScenario(this.scenario, this.#text)
  }

  /** The kept part of the event log, oldest first, each record as one line of JSON with its sentence. */
  *logLines(): Generator<string> {
    const { log, description } = this.#simulation
    for (let from = log.oldest; from < log.recordsTotal; from += sliceEvents) {
      for (const event of log.read(from, sliceEvents)) {
        yield JSON.stringify(lineOf(event, sentenceText(event, description, 'en')))
      }
    }
  }
}

const lineOf = (event: TraceEvent, sentence: string) => ({
  index: event.index,
  timeMs: event.timeUs / 1000,
  sentence,
  kind: event.kind,
  reason: event.reason,
  attempt: event.attempt,
  messageId: event.messageId,
  queue: event.queue,
  actor: event.actor,
  detail: event.detail,
})
