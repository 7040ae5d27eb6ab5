/**
 * Outcome of a topology verb. A refusal carries what AMQP would answer: its reply code, and whether that closes the
 * channel or the whole connection. [AMQP 0-9-1: reply codes]
 */
export type Declared =
  | { readonly ok: true; readonly id: number }
  | {
      readonly ok: false
      readonly replyCode: ReplyCode
      readonly scope: 'channel' | 'connection'
      readonly reason: string
    }

/** 403 access refused, 404 not found, 405 resource locked, 406 precondition failed, 540 not implemented, 541 internal error. */
export type ReplyCode = 403 | 404 | 405 | 406 | 540 | 541

/** A verb that answers with a number refuses with minus the reply code: which one, or null when it was done. */
export function refusal(
  answer: number,
): (Pick<Fault, 'replyCode'> & { scope: 'channel' | 'connection' }) | null {
  if (answer >= -1) return null
  const replyCode = -answer as ReplyCode
  return { replyCode, scope: replyCode >= 540 ? 'connection' : 'channel' }
}

export function accepted(id: number): Declared {
  return { ok: true, id }
}

/** A refusal that closes the channel, as all of these codes do. */
export function refused(replyCode: ReplyCode, reason: string): Declared {
  return { ok: false, replyCode, scope: 'channel', reason }
}

/** Why something cannot be declared. */
export interface Fault {
  readonly replyCode: ReplyCode
  readonly reason: string
}
