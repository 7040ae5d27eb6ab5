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

  show({ nowUs, endUs, events }: Progress): void {
    const passedMs = performance.now() - this.#startedMs
    if (!this.#shows || passedMs < this.#nextMs) return
    this.#nextMs = passedMs + everyMs
    const rate = `${(events / passedMs / 1000).toFixed(1)} M events/s`
    const share = endUs === null || endUs === 0 ? null : Math.min(1, nowUs / endUs)
    const filled = Math.round((share ?? 0) * barWidth)
    const bar =
      share === null
        ? ''
        : `[${'#'.repeat(filled).padEnd(barWidth, '.')}] ${Math.floor(share * 100)} % `
    const end = endUs === null ? '' : ` of ${durationText(endUs)}`
    const line = `${bar}${durationText(nowUs)}${end}, ${events} events, ${rate}`
    this.#stream.write(`\r${line.slice(0, Math.max(20, (this.#stream.columns || 80) - 1))}\x1b[K`)
    this.#drawn = true
  }

  clear(): void {
    if (this.#drawn) this.#stream.write('\r\x1b[K')
    this.#drawn = false
  }
}
