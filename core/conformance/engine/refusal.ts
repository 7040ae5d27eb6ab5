/** What the engine refuses, as the protocol says it. */
import { type Declared, refusal } from '#core/engine/declared.ts'
import { Failure } from '#core/model/failure.ts'
import { Closed } from '../client.ts'

/** The number of what was accepted; throws `Closed` for a refusal. */
export function accept(declared: Declared): number {
  if (declared.ok) return declared.id
  throw new Closed(declared.scope, declared.replyCode)
}

/** A verb's number; throws `Closed` for one that means a refusal. */
export function answered(answer: number): number {
  const refused = refusal(answer)
  if (refused !== null) throw new Closed(refused.scope, refused.replyCode)
  return answer
}

/** Impossible properties are a failed precondition; any other problem is a fault and stays what it is. */
export function asClosed(problem: unknown): Closed | null {
  if (problem instanceof Closed) return problem
  if (problem instanceof Failure && problem.code === 'invalid') return new Closed('channel', 406)
  return null
}
