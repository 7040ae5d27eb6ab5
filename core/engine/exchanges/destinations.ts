/** Collects the distinct destinations of one publish. Marks instead of a Set: clearing is counting up. */
export class Destinations {
  /** Destinations named since `begin`, repeated ones too: whether an exchange produced anything at all. */
  named = 0
  readonly queues: number[] = []
  readonly exchanges: number[] = []
  readonly #queueMarks: number[] = []
  readonly #exchangeMarks: number[] = []
  #round = 0

  clear(): void {
    this.#round++
    this.named = 0
    this.queues.length = 0
    this.exchanges.length = 0
  }

  /** Takes a queue id, or `~id` of an exchange. */
  add(destination: number): void {
    this.named++
    if (destination >= 0) add(destination, this.queues, this.#queueMarks, this.#round)
    else add(~destination, this.exchanges, this.#exchangeMarks, this.#round)
  }
}

function add(id: number, found: number[], marks: number[], round: number): void {
  while (marks.length <= id) marks.push(0)
  if (marks[id] === round) return
  marks[id] = round
  found.push(id)
}
