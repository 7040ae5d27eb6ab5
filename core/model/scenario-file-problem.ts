/** What is wrong with a file, gathered: each problem one sentence with its place. */
import type { Place } from './failure.ts'
import type { Said, Told } from './said.ts'

export interface Problem {
  /** An error keeps the file from running; a hint does not. */
  readonly severity: 'error' | 'hint'
  /** One sentence: which thing, what is wrong, what to try. */
  readonly message: string
  /** Which sentence it is, where it has a key. */
  readonly said?: Said
  readonly place: Place | null
}

/** Nobody reads the 101st sentence, and a broken 100,000-line file could produce one per line. */
const problemsShown = 100

/** Turns offsets of one text into places. */
export class LineIndex {
  readonly #starts: number[] = [0]
  readonly #shift: number

  /** `shift`: characters taken off the front of the text (a byte order mark) that still count as columns of line 1. */
  constructor(text: string, shift = 0) {
    this.#shift = shift
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1)
    }
  }

  place(offset: number): Place {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const column = offset - this.#starts[low]! + 1
    return { line: low + 1, column: low === 0 ? column + this.#shift : column }
  }
}

/** Collects problems up to a bound; what is beyond it is counted, so nothing is hidden. */
export class Problems {
  readonly #lines: LineIndex
  readonly #found: Problem[] = []
  #errors = 0
  #beyond = 0

  constructor(lines: LineIndex) {
    this.#lines = lines
  }

  get errors(): number {
    return this.#errors
  }

  /** True when more would only be counted: what makes a sentence expensive may be skipped. */
  get full(): boolean {
    return this.#found.length >= problemsShown
  }

  error(at: number, message: string | Told): void {
    this.#errors += 1
    this.#add('error', at, message)
  }

  hint(at: number, message: string | Told): void {
    this.#add('hint', at, message)
  }

  /** Errors first, then hints, each in the order of the file. */
  list(): Problem[] {
    const place = (problem: Problem) => problem.place ?? { line: 0, column: 0 }
    const list = [...this.#found].sort(
      (a, b) =>
        a.severity.localeCompare(b.severity) ||
        place(a).line - place(b).line ||
        place(a).column - place(b).column,
    )
    if (this.#beyond > 0) {
      const message = `${this.#beyond} more problems are not listed; fix these first.`
      list.push({ severity: 'hint', message, place: null })
    }
    return list
  }

  #add(severity: Problem['severity'], at: number, message: string | Told): void {
    if (this.full) {
      this.#beyond += 1
      return
    }
    const place = this.#lines.place(at)
    this.#found.push(
      typeof message === 'string'
        ? { severity, message, place }
        : { severity, message: message.text, said: message.said, place },
    )
  }
}
