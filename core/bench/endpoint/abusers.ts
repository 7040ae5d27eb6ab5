import { Worker } from 'node:worker_threads'

/** Clients nobody wants, in a thread of their own, so that the broker is disturbed and not who measures it. */
export class Abusers {
  readonly #worker: Worker

  /** Resolves when they are at it. */
  static async on(url: string): Promise<Abusers> {
    const worker = new Worker(new URL('./abuse.ts', import.meta.url), { workerData: url })
    await heard(worker)
    return new Abusers(worker)
  }

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  /** Resolves when their connections are gone. */
  async end(): Promise<void> {
    const gone = heard(this.#worker)
    this.#worker.postMessage('end')
    await gone
    await this.#worker.terminate()
  }
}

function heard(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
}
