/**
 * What may go wrong across a boundary, as a closed set. A failure is a safe sentence: which thing, what
 * happened, what to try. It never carries a stack, a path or a secret, so it can be shown as it is.
 */
import type { Said, Told } from './said.ts'

export const failureCodes = [
  'not-found',
  'invalid',
  'refused',
  'conflict',
  'connection-lost',
  'timeout',
  'unsupported',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

/** An operating error. `message` is one sentence for a person; `place` says where in a file, when there is one. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly place: Place | undefined
  /** Which sentence it is, where it has a key. */
  readonly said: Said | undefined

  constructor(code: FailureCode, message: string | Told, place?: Place, said?: Said) {
    super(typeof message === 'string' ? message : message.text)
    this.said = typeof message === 'string' ? said : message.said
    this.name = 'Failure'
    this.code = code
    this.place = place
  }
}

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Halts on a programmer's error: the sentence says what was believed. */
export function assert(condition: unknown, belief: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${belief}`)
}

/** Ends a `switch` over a closed set; reaching it is a programmer's error. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: unexpected ${String(value)}`)
}
