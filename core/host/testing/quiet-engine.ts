/** An engine for tests that need none: it counts what reaches it and refuses everything. */
import type { Engine } from '#core/host/engine-calls.ts'
import { Failure } from '#core/model/failure.ts'

export class QuietEngine implements Engine {
  reached = 0
  isDisposed = false

  call(): Promise<never> {
    this.reached += 1
    return Promise.reject(new Failure('unsupported', 'This engine does nothing.'))
  }

  async dispose(): Promise<void> {
    this.isDisposed = true
  }
}
