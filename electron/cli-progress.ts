/** A line on a terminal that shows how far a run has come; on anything else, nothing. */
import type { WriteStream } from 'node:tty'
import type { Progress } from '#core/host/headless.ts'
import { durationText } from './cli-table.ts'

const everyMs = 100
const barWidth = 24

export class ProgressLine {
  readonly #stream: WriteStream
  readonly #shows: boolean
  readonly #startedMs = performance.now()
  #nextMs = everyMs
  #drawn = false

  constructor(stream: WriteStream) {
    this.#stream = stream
    this.#shows = stream.isTTY === true && process.env.TERM !== 'dumb'
  }

  /** How far a simulation has come. */
  show({ nowUs, endUs, events }: Progress): void {
    const share = endUs === null || endUs === 0 ? null : nowUs / endUs
    const end = endUs === null ? '' : ` of ${durationText(endUs)}`
    this.#draw(share, `${durationText(nowUs)}${end}`, events)
  }

  /** How many of a soak's seeds are done. */
  showSeeds({ done, count, events }: { done: number; count: number; events: number }): void {
    this.#draw(done / count, `${done} of ${count} seeds`, events)
  }

  #draw(share: number | null, far: string, events: number): void {
    const passedMs = performance.now() - this.#startedMs
    if (!this.#shows || passedMs < this.#nextMs) return
    this.#nextMs = passedMs + everyMs
    const rate = `${(events / passedMs / 1000).toFixed(1)} M events/s`
    const filled = Math.round(Math.min(1, share ?? 0) * barWidth)
    const bar =
      share === null
        ? ''
        : `[${'#'.repeat(filled).padEnd(barWidth, '.')}] ${Math.floor(Math.min(1, share) * 100)} % `
    const line = `${bar}${far}, ${events} events, ${rate}`
    this.#stream.write(`\r${line.slice(0, Math.max(20, (this.#stream.columns || 80) - 1))}\x1b[K`)
    this.#drawn = true
  }

  clear(): void {
    if (this.#drawn) this.#stream.write('\r\x1b[K')
    this.#drawn = false
  }
}
