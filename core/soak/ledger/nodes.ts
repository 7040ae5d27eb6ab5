/** Nodes of the broker: a quorum queue has a member on each, and needs two that hear one another. [RabbitMQ: Quorum Queues] */
const all = [0, 1, 2] as const

export class Nodes {
  readonly #up = [true, true, true]
  #sides: readonly number[] = [0, 0, 0]

  isUp(node: number): boolean {
    return this.#up[node]!
  }

  /** Nodes that are up. */
  get count(): number {
    return all.filter((node) => this.isUp(node)).length
  }

  set(node: number, isUp: boolean): void {
    this.#up[node] = isUp
  }

  /** Nodes with different numbers do not hear one another. */
  part(sides: readonly number[]): void {
    this.#sides = sides
  }

  hears(one: number, other: number): boolean {
    return this.isUp(one) && this.isUp(other) && this.#sides[one] === this.#sides[other]
  }

  /** Who leads next: the same node as long as it has a majority, else the next one round that has; -1 when none does. */
  leaderAfter(leader: number): number {
    for (let step = 0; step < all.length; step++) {
      const node = (Math.max(leader, 0) + step) % all.length
      if (all.filter((other) => this.hears(node, other)).length >= 2) return node
    }
    return -1
  }

  /** Where a client that would like this node connects. */
  nextUp(node: number): number {
    return all.map((step) => (node + step) % all.length).find((each) => this.isUp(each)) ?? -1
  }
}
