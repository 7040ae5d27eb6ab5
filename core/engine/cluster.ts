import type { Channel } from './channel.ts'

/** Nodes of the broker; a quorum queue has a member on each. [RabbitMQ: Quorum Queues, default group size] */
export const nodeCount = 3
export const members: readonly number[] = [0, 1, 2]
const majority = 2

/** A publish whose queues have not all stored it yet. */
export interface Pending {
  readonly channel: Channel
  readonly sequence: number
  readonly actor: number
  /** Queues that still have to. */
  left: number
  ok: boolean
}

/** Which nodes are up and hear one another, and the confirms that wait for a majority. */
export class Cluster {
  /** Everybody hears everybody. */
  isWhole = true
  /** The channel whose publish is under way. */
  publisher: Channel | null = null
  readonly #up = members.map(() => true)
  readonly #sides = members.map(() => 0)
  readonly #withheld = new Map<number, number>()
  /** Copies that are in no queue yet, by message: of clients and dead letters. */
  readonly #keptBack = new Map<number, number>()
  readonly #pending = new Map<number, Pending>()

  /** How many of the confirms owed wait. */
  get pendingCount(): number {
    return this.#pending.size
  }

  /** Messages of which a copy waits for a majority. */
  get keptBackCount(): number {
    return this.#keptBack.size
  }

  isKeptBack(messageId: number): boolean {
    return this.#keptBack.has(messageId)
  }

  keepBack(messageId: number): void {
    this.#keptBack.set(messageId, (this.#keptBack.get(messageId) ?? 0) + 1)
  }

  /** A copy has entered its queue, or never will. */
  letGo(messageId: number): void {
    const left = this.#keptBack.get(messageId)! - 1
    if (left > 0) this.#keptBack.set(messageId, left)
    else this.#keptBack.delete(messageId)
  }

  isUp(node: number): boolean {
    return this.#up[node]!
  }

  setUp(node: number, up: boolean): void {
    this.#up[node] = up
    this.#look()
  }

  /** Nodes of different sides do not hear one another. */
  setSides(sides: readonly number[]): void {
    for (const node of members) this.#sides[node] = sides[node]!
    this.#look()
  }

  reaches(from: number, to: number): boolean {
    return this.#up[from]! && this.#up[to]! && this.#sides[from] === this.#sides[to]
  }

  hasMajority(node: number): boolean {
    return members.filter((other) => this.reaches(node, other)).length >= majority
  }

  /** Who leads after a change: the same while it can, else the next member that has a majority; -1 when none has. */
  leaderAfter(leader: number): number {
    const from = Math.max(leader, 0)
    for (const step of members) {
      const node = (from + step) % nodeCount
      if (this.hasMajority(node)) return node
    }
    return -1
  }

  /** One more queue has not stored that message, and its publisher waits for a confirm. */
  withhold(messageId: number): void {
    this.#withheld.set(messageId, (this.#withheld.get(messageId) ?? 0) + 1)
  }

  /** Keeps a confirm back when a queue withholds its message. */
  defer(messageId: number, pending: Omit<Pending, 'left'>): boolean {
    const left = this.#withheld.get(messageId)
    if (left === undefined) return false
    this.#withheld.delete(messageId)
    this.#pending.set(messageId, { ...pending, left })
    return true
  }

  /** A queue has answered at last: the confirm that is due now, or null. */
  answer(messageId: number, ok: boolean): Pending | null {
    const pending = this.#pending.get(messageId)
    if (pending === undefined) return null
    pending.left--
    pending.ok &&= ok
    if (pending.left > 0) return null
    this.#pending.delete(messageId)
    return pending.channel.open ? pending : null
  }

  #look(): void {
    this.isWhole = this.#up.every(Boolean) && new Set(this.#sides).size === 1
  }
}
