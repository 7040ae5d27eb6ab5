import type { GuestConnection } from './connection.ts'
import type { Outlet } from './door.ts'

/** Who is told to publish nothing, by an alarm or by hand: until that is over nothing it says is heard. */
export class Blockade {
  readonly #outlet: Outlet
  /** Those that may go on, once the verb that let them is done. */
  readonly #unblocked = new Set<GuestConnection>()

  constructor(outlet: Outlet) {
    this.#outlet = outlet
  }

  holdUp(connection: GuestConnection, reason: string): void {
    if (connection.blocked) return
    connection.blocked = true
    for (const producer of connection.producers.values()) producer.blocked = true
    this.#outlet.heed(connection.number, false)
    if (connection.hearsBlocked) connection.say('connection.blocked', { reason })
  }

  letGo(connection: GuestConnection): void {
    if (!connection.blocked) return
    connection.blocked = false
    for (const producer of connection.producers.values()) producer.blocked = false
    this.#unblocked.add(connection)
    if (connection.hearsBlocked) connection.say('connection.unblocked', {})
  }

  forget(connection: GuestConnection): void {
    this.#unblocked.delete(connection)
  }

  settle(): void {
    while (this.#unblocked.size > 0) {
      const [connection] = this.#unblocked
      this.#unblocked.delete(connection!)
      this.#outlet.heed(connection!.number, !connection!.isHeld)
      connection!.unblock()
    }
  }
}
