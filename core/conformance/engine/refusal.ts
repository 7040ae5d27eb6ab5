/** What the engine refuses, as the protocol says it. */
import type { Declared } from '#core/engine/declared.ts'
import { Failure } from '#core/model/failure.ts'
import { Closed } from '../client.ts'

/** The number of what was accepted; throws `Closed` for a refusal. */
export function accept(declared: Declared): number {
  if (declared.ok) return declared.id
  throw new Closed(declared.scope, declared.replyCode)
}

/** Impossible properties are a failed precondition; any other problem is a fault and stays what it is. */
export function asClosed(problem: unknown): Closed | null {
  if (problem instanceof Closed) return problem
  if (problem instanceof Failure && problem.code === 'invalid') return new Closed('channel', 406)
  return null
}
