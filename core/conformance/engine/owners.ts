/** Which connection an exclusive queue belongs to. The engine keeps the flag, the session keeps the owner. */
export class Owners {
  readonly #owners = new Map<string, object>()

  own(queue: string, connection: object): void {
    this.#owners.set(queue, connection)
  }

  /** True when the queue is another connection's own. */
  isLockedFor(queue: string, connection: object): boolean {
    const owner = this.#owners.get(queue)
    return owner !== undefined && owner !== connection
  }

  release(queue: string): void {
    this.#owners.delete(queue)
  }

  /** The queues a connection takes with it. */
  of(connection: object): readonly string[] {
    return [...this.#owners].filter(([, owner]) => owner === connection).map(([queue]) => queue)
  }
}
