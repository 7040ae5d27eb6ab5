/** The one place where whatever went wrong in a call becomes one of the closed set of errors that may cross. */
import { ValidationError } from '@orpc/contract'
import { ORPCError } from '@orpc/server'
import type { z } from 'zod'
import type { failureDetail } from '#core/contract/shapes.ts'
import { Failure, type FailureCode } from '#core/model/failure.ts'
import { plain } from './plain.ts'

type Detail = z.infer<typeof failureDetail>
export type CallError = ORPCError<FailureCode, Detail>

const error = (code: FailureCode, message: string, data: Detail = { place: null }): CallError =>
  new ORPCError(code, { defined: true, message, data })

/**
 * A `Failure` crosses as it is and a bad argument names its field. Anything else is our own fault: it crosses as
 * `internal` without a word of the original, which goes to `report`.
 */
export function callError(thrown: unknown, report: (error: unknown) => void): CallError {
  if (thrown instanceof Failure) {
    const { code, message, place, said } = thrown
    return error(code, message, {
      place: place ? { ...place } : null,
      ...(said === undefined ? {} : { said: plain(said) }),
    })
  }
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST') {
    return error('invalid', badArgument(thrown.cause))
  }
  report(thrown)
  return error(
    'internal',
    'Sluice made a mistake in answering this call. Nothing was changed by it.',
  )
}

export const unknownCall = (): CallError => error('not-found', 'There is no call of this name.')

export const unreadable = (): CallError => error('invalid', 'The argument could not be read.')

/** Names the first field that is wrong; never repeats what was sent. */
function badArgument(cause: unknown): string {
  if (!(cause instanceof ValidationError)) return 'The argument could not be read.'
  const issue = cause.issues[0]
  if (issue === undefined) return 'The argument is not valid.'
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const field = path.length === 0 ? 'The argument' : `The field ${clip(path.join('.'), 120)}`
  return `${field} is not valid: ${clip(issue.message, 200)}.`
}

const clip = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text)
