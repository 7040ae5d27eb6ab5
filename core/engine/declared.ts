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

/** 403 access refused, 404 not found, 405 resource locked, 406 precondition failed, 530 not allowed, 540 not implemented, 541 internal error. */
export type ReplyCode = 403 | 404 | 405 | 406 | 530 | 540 | 541

/** A verb that answers with a number refuses with minus the reply code: which one, or null when it was done. */
export function refusal(
  answer: number,
): (Pick<Fault, 'replyCode'> & { scope: 'channel' | 'connection' }) | null {
  if (answer >= -1) return null
  const replyCode = -answer as ReplyCode
  return { replyCode, scope: scopeOf(replyCode) }
}

/** The same of a verb that says more: its number, or minus the reply code. */
export function answerOf(declared: Declared): number {
  return declared.ok ? declared.id : -declared.replyCode
}

export function accepted(id: number): Declared {
  return { ok: true, id }
}

/** A refusal. Codes from 500 on close the connection, the others the channel. */
export function refused(replyCode: ReplyCode, reason: string): Declared {
  return { ok: false, replyCode, scope: scopeOf(replyCode), reason }
}

function scopeOf(replyCode: ReplyCode): 'channel' | 'connection' {
  return replyCode < 500 ? 'channel' : 'connection'
}

/** Why something cannot be declared. */
export interface Fault {
  readonly replyCode: ReplyCode
  readonly reason: string
}
