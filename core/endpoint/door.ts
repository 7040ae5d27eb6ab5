import type { GuestFacts } from '#core/model/guest.ts'

/**
 * How guests come to a broker and what goes back to them: connections that have logged in, bytes, and the signals of their
 * sockets. Who owns time makes each call a recorded command; the same calls at the same virtual times are the same verbs.
 */

/** Where guests come in. Each call does everything it causes, bytes out included, before it returns. */
export interface Door {
  /** A connection that has said connection.open; its number. */
  connect(facts: GuestFacts): number
  /** Bytes of any length, valid during the call. */
  receive(connection: number, bytes: Uint8Array): void
  /** Its socket is closed. */
  gone(connection: number): void
  /**
   * Its socket takes more bytes, or not: meanwhile its consumers are given nothing. `true` is also what answers `isFull` of
   * `Outlet.send`.
   */
  reading(connection: number, on: boolean): void
}

/** What goes out. */
export interface Outlet {
  /**
   * The bytes are the receiver's to keep; they are never written again. `isFull`: there is more, and it waits for
   * `Door.reading(connection, true)`.
   */
  send(connection: number, bytes: Uint8Array, isFull: boolean): void
  /** Close its socket once everything is sent. */
  end(connection: number): void
  /** It has said goodbye: close its socket when the client does not. `fault`: it cannot be understood any more. */
  closing(connection: number, why: 'goodbye' | 'fault'): void
  /** Read from its socket, or leave it waiting: an alarm blocks it, or it asks faster than it takes answers. */
  heed(connection: number, on: boolean): void
}
