/** Writing a session down while it goes on, and running one again: `sluice serve --record` and `sluice replay`. */
import { createWriteStream, type WriteStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { ghostsOf } from '#core/host/ghosts.ts'
import {
  commandText,
  endText,
  headText,
  type RecordedEnd,
  readRecording,
} from '#core/host/recording.ts'
import { replay } from '#core/host/replay.ts'
import type { TimedCommand } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { parseScenario, writeScenario } from '#core/model/scenario-file.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export class RecordingFile {
  readonly #stream: WriteStream
  /** The disk refused. */
  #problem: Error | null = null

  private constructor(stream: WriteStream) {
    this.#stream = stream
    stream.on('error', (problem) => {
      this.#problem = problem
    })
  }

  /** Begins a new file. Rejects `conflict` when there is one already, `refused` when it cannot be written. */
  static async open(path: string, scenario: Scenario, epochMs: number): Promise<RecordingFile> {
    const handle = await open(path, 'wx').catch((problem: NodeJS.ErrnoException) => {
      throw problem.code === 'EEXIST'
        ? new Failure('conflict', `${visible(path)} is there already. Name a new file.`)
        : new Failure('refused', `${visible(path)} cannot be written: ${problem.code}.`)
    })
    const file = new RecordingFile(createWriteStream(path, { fd: handle }))
    const text = writeScenario({ ...scenario, durationUs: null }, null)
    file.#stream.write(headText({ scenario: text, seed: scenario.seed, epochMs }))
    return file
  }

  add(timed: TimedCommand): void {
    this.#stream.write(commandText(timed))
  }

  /** Rejects `refused` when not everything could be written. */
  async close(end: RecordedEnd): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.end(endText(end), () => resolve()))
    if (this.#problem !== null)
      throw new Failure('refused', `The recording is not whole: ${this.#problem.message}`)
  }
}

/** What a replay came to, as one line; whether it is what was recorded. */
export async function replayFile(
  path: string,
): Promise<{ readonly text: string; isSame: boolean }> {
  const recording = readRecording(
    await readFile(path, 'utf8').catch((problem: NodeJS.ErrnoException) => {
      throw new Failure('not-found', `${visible(path)} cannot be read: ${problem.code}.`)
    }),
  )
  const { scenario } = parseScenario(recording.scenario)
  const profile = scenario?.profile ?? 'rabbitmq@4.3'
  const { end, isSame } = await replay(recording, ghostsOf({ profile }))
  const inputs = recording.commands.length
  const came = `${inputs} inputs, ${end.events} events, hash ${end.hash}`
  if (isSame === null)
    return {
      text: `${came}; the recording breaks off, so there is nothing to compare with`,
      isSame: true,
    }
  return isSame
    ? { text: `${came}, as recorded`, isSame }
    : {
        text: `${came}; recorded were ${recording.end!.events} events, hash ${recording.end!.hash}`,
        isSame,
      }
}
