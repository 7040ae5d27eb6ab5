/** The main thread's end of the engine's worker. */
import { Worker } from 'node:worker_threads'
import { Failure } from '#core/model/failure.ts'
import type {
  ArgumentOf,
  Engine,
  EngineCall,
  EngineReply,
  EngineRequest,
  ResultOf,
} from './engine-calls.ts'

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

export class EngineLink implements Engine {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #ended: Failure | null = null

  /**
   * Starts the worker of `entry`. `onFrame` gets every frame. When the worker dies, open and later calls fail
   * `internal`, and `report` hears why.
   */
  constructor(
    entry: URL | string,
    onFrame: (frame: Uint8Array<ArrayBuffer>) => void,
    report: (error: unknown) => void,
  ) {
    this.#worker = new Worker(entry, { name: 'engine' })
    this.#worker.on('message', (reply: EngineReply) => {
      if ('frame' in reply) onFrame(reply.frame)
      else if ('mistake' in reply) report(reply.mistake)
      else this.#settle(reply)
    })
    this.#worker.on('error', (error) => {
      report(error)
      this.#end()
    })
    this.#worker.on('exit', () => this.#end())
  }

  call<Name extends EngineCall>(name: Name, argument: ArgumentOf<Name>): Promise<ResultOf<Name>> {
    if (this.#ended) return Promise.reject(this.#ended)
    this.#lastId += 1
    const request: EngineRequest = { id: this.#lastId, name, argument }
    return new Promise<ResultOf<Name>>((resolve, reject) => {
      this.#waiting.set(request.id, {
        resolve: (result) => resolve(result as ResultOf<Name>),
        reject,
      })
      this.#worker.postMessage(request)
    })
  }

  async dispose(): Promise<void> {
    this.#end()
    await this.#worker.terminate()
  }

  #settle(reply: Extract<EngineReply, { readonly id: number }>): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('result' in reply) waiting?.resolve(reply.result)
    else {
      const { code, message, place } = reply.failure
      waiting?.reject(new Failure(code, message, place ?? undefined))
    }
  }

  #end(): void {
    this.#ended ??= new Failure(
      'internal',
      'The simulation has stopped because of a mistake in Sluice. Load the scenario again.',
    )
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended)
    this.#waiting.clear()
  }
}
