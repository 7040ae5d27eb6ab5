/** The marks under way, as columns: no object per message. A mark is gone when its time is over. */

export const markKinds = ['ready', 'unacked', 'acked', 'redelivered', 'dead', 'expired'] as const
export type MarkKind = (typeof markKinds)[number]
export const markIndex = Object.fromEntries(markKinds.map((kind, at) => [kind, at])) as Record<
  MarkKind,
  number
>

/** More would be a cloud; bursts beyond it lose marks, not messages. */
export const marksMax = 4096

export class MarkPool {
  /** Index of the track a mark moves on. */
  readonly track = new Int32Array(marksMax)
  readonly kind = new Uint8Array(marksMax)
  /** Number inside a redelivered ring; 0 shows none. */
  readonly attempt = new Uint16Array(marksMax)
  readonly startUs = new Float64Array(marksMax)
  readonly durationUs = new Float64Array(marksMax)
  count = 0

  add(track: number, kind: number, attempt: number, startUs: number, durationUs: number): void {
    if (this.count === marksMax) return
    const at = this.count++
    this.track[at] = track
    this.kind[at] = kind
    this.attempt[at] = attempt
    this.startUs[at] = startUs
    this.durationUs[at] = durationUs
  }

  /** Drops what has arrived by `nowUs`. */
  retire(nowUs: number): void {
    for (let at = 0; at < this.count; ) {
      if (nowUs < this.startUs[at]! + this.durationUs[at]!) at++
      else this.#move(--this.count, at)
    }
  }

  /** Speed changed: what is left of every way takes `factor` times as long from `nowUs` on. */
  stretch(factor: number, nowUs: number): void {
    for (let at = 0; at < this.count; at++) {
      this.startUs[at] = nowUs - (nowUs - this.startUs[at]!) * factor
      this.durationUs[at]! *= factor
    }
  }

  clear(): void {
    this.count = 0
  }

  #move(from: number, to: number): void {
    this.track[to] = this.track[from]!
    this.kind[to] = this.kind[from]!
    this.attempt[to] = this.attempt[from]!
    this.startUs[to] = this.startUs[from]!
    this.durationUs[to] = this.durationUs[from]!
  }
}
