/** A connection that was asked for: in which state it is, and why it is not open. */
import type { Broker } from '#core/connectors/connector.ts'
import type { ConnectionProfile, ConnectionState } from '#core/model/connection.ts'
import type { Failure } from '#core/model/failure.ts'
import type { Said, SaidPart, Told } from '#core/model/said.ts'
import type { Backoff } from './backoff.ts'
import { part, tell } from './tell.ts'

export interface Opened {
  readonly profile: ConnectionProfile
  readonly backoff: Backoff
  state: ConnectionState
  /** What was under way when it was lost; null when nothing was. */
  doing: Told<SaidPart> | null
  /** Why it failed. */
  failure: Failure | null
  broker: Broker | null
  /** Ends an attempt to open that is still under way. */
  readonly abort: AbortController
}

export interface Reason {
  readonly reason: string | null
  readonly reasonSaid: Said | null
}

/** Of one that is open, or was never opened. */
export const noReason: Reason = { reason: null, reasonSaid: null }

/** Why a connection is not open, one sentence; of one that is tried again also when. */
export function reasonOf(opened: Opened): Reason {
  if (opened.state === 'reconnecting') {
    const { text, said } = awayWords(opened)
    return { reason: text, reasonSaid: said }
  }
  const { failure } = opened
  return failure === null ? noReason : { reason: failure.message, reasonSaid: failure.said ?? null }
}

/** What was lost, what was under way, and when it is tried again. */
export function awayWords({ profile: { name }, doing, backoff }: Opened): Told {
  const seconds = backoff.secondsLeft
  const next =
    seconds === null
      ? part('nextNow', { tries: backoff.tries })
      : part('nextIn', { tries: backoff.tries + 1, seconds })
  return doing === null
    ? tell('lostIdle', { name, next })
    : tell('lostDoing', { name, doing, next })
}
