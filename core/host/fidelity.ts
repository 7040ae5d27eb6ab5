/** The comparison with the recorded servers, run when it is first asked for and kept while the shell lives. */
import { Worker } from 'node:worker_threads'
import type { FidelityTable, FidelityTranscripts } from '#core/contract/fidelity-shapes.ts'
import { Failure } from '#core/model/failure.ts'
import type { FidelityReport } from './fidelity-report.ts'
import { tell } from './tell.ts'

export class Fidelity {
  readonly #entry: URL | string
  #report: Promise<FidelityReport> | null = null

  /** `entry` is the file of the thread that runs it, so that neither the host nor a run waits for it. */
  constructor(entry: URL | string) {
    this.#entry = entry
  }

  /** Fails `internal` when the comparison could not be run; the next call tries again. */
  async table(): Promise<FidelityTable> {
    return (await this.#reported()).table
  }

  /** What was seen by one script. Fails `not-found` for a name that is none, and as `table` does. */
  async transcripts(name: string): Promise<FidelityTranscripts> {
    const found = (await this.#reported()).transcripts.get(name)
    if (found === undefined) {
      throw new Failure('not-found', tell('noSuchScript'))
    }
    return found
  }

  #reported(): Promise<FidelityReport> {
    this.#report ??= reportOf(this.#entry).catch((error: unknown) => {
      this.#report = null
      throw error
    })
    return this.#report
  }
}

function reportOf(entry: URL | string): Promise<FidelityReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { name: 'fidelity' })
    worker.once('message', resolve)
    worker.once('error', reject)
    // After a report or an error this changes nothing.
    worker.once('exit', () => reject(new Failure('internal', tell('comparisonEnded'))))
  })
}
