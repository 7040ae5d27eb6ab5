import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Timing } from './lane-of-one.ts'
import type { Runner } from './rounds.ts'

/** A contestant in a thread of its own; only one of them runs at a time. */
export class Lane implements Runner {
  readonly name: string
  readonly #worker: Worker
  facts: Timing['facts'] = {}
  /** Share of the last round that went to the collector. */
  collectorShare = 0

  constructor(name: string) {
    this.name = name
    this.#worker = new Worker(new URL('lane-of-one.ts', import.meta.url), { workerData: name })
  }

  /** Fails with what went wrong in the thread. */
  async time(count: number): Promise<Timing> {
    this.#worker.postMessage(count)
    const [timing] = (await once(this.#worker, 'message')) as [Timing]
    this.facts = timing.facts
    this.collectorShare = timing.collectorMs / timing.tookMs
    return timing
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
