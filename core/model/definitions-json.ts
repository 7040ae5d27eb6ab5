/** Strict JSON into nodes that know where they stand; a 10 MiB export takes a fraction of a second. */
import { limits } from './limits.ts'
import type { Entry, FileNode } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'

class Stopped extends Error {}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blank = /[ \t\r\n]*/y
const quote = 0x22
const backslash = 0x5c
const firstPrintable = 0x20
const words = new Map<string, null | boolean>([
  ['null', null],
  ['true', true],
  ['false', false],
])

class JsonReader {
  readonly #text: string
  readonly #problems: Problems
  #at = 0

  constructor(text: string, problems: Problems) {
    this.#text = text
    this.#problems = problems
  }

  document(): FileNode {
    const node = this.#value(1)
    this.#skip()
    if (this.#at < this.#text.length) this.#stop('something stands after the end of the value')
    return node
  }

  #stop(why: string): never {
    const at = Math.min(this.#at, this.#text.length)
    this.#problems.error(at, `The file is not valid JSON from here on: ${why}.`)
    throw new Stopped()
  }

  #skip(): void {
    blank.lastIndex = this.#at
    blank.test(this.#text)
    this.#at = blank.lastIndex
  }

  #value(depth: number): FileNode {
    this.#skip()
    if (depth > limits.fileDepth) this.#stop(`it nests deeper than ${limits.fileDepth} levels`)
    const at = this.#at
    const first = this.#text[at]
    if (first === '{') return this.#map(at, depth)
    if (first === '[') return this.#list(at, depth)
    if (first === '"') {
      const value = this.#string()
      return { kind: 'scalar', at, value, written: value }
    }
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, at)) continue
      this.#at += word.length
      return { kind: 'scalar', at, value, written: word }
    }
    numberForm.lastIndex = at
    const written = numberForm.exec(this.#text)?.[0]
    if (written === undefined) {
      this.#stop(
        first === undefined ? 'it ends too early, so it is not whole' : 'a value is missing',
      )
    }
    this.#at += written.length
    const value = Number(written)
    const long = /^-?\d+$/.test(written) && !Number.isSafeInteger(value) && written.length < 400
    return { kind: 'scalar', at, value: long ? BigInt(written) : value === 0 ? 0 : value, written }
  }

  #string(): string {
    const from = this.#at
    let escaped = false
    let at = from + 1
    for (; at < this.#text.length; at += 1) {
      const unit = this.#text.charCodeAt(at)
      if (unit === quote) break
      if (unit < firstPrintable) this.#stop('a text holds a control character')
      if (unit === backslash) {
        escaped = true
        at += 1
      }
    }
    if (at >= this.#text.length) this.#stop('a text has no end')
    this.#at = at + 1
    if (!escaped) return this.#text.slice(from + 1, at)
    try {
      return JSON.parse(this.#text.slice(from, at + 1)) as string
    } catch {
      this.#at = from
      return this.#stop('a text holds a bad escape')
    }
  }

  #map(at: number, depth: number): FileNode {
    const entries: Entry[] = []
    const seen = new Set<string>()
    this.#at += 1
    while (!this.#closes('}', entries.length)) {
      this.#skip()
      const keyAt = this.#at
      if (this.#text[keyAt] !== '"') this.#stop('a name in double quotes is missing')
      const key = this.#string()
      if (seen.has(key)) {
        this.#at = keyAt
        this.#stop(`${JSON.stringify(key.slice(0, 60))} stands here a second time`)
      }
      seen.add(key)
      this.#skip()
      if (this.#text[this.#at] !== ':') this.#stop('a colon is missing after a name')
      this.#at += 1
      entries.push({ key, at: keyAt, value: this.#value(depth + 1) })
    }
    return { kind: 'map', at, entries }
  }

  #list(at: number, depth: number): FileNode {
    const items: FileNode[] = []
    this.#at += 1
    while (!this.#closes(']', items.length)) items.push(this.#value(depth + 1))
    return { kind: 'list', at, items }
  }

  /** At the end of a collection, or past the comma before its next member. */
  #closes(bracket: string, members: number): boolean {
    this.#skip()
    const next = this.#text[this.#at]
    if (next === bracket) {
      this.#at += 1
      return true
    }
    if (members === 0) return false
    if (next !== ',') {
      this.#stop(
        next === undefined ? 'it ends too early, so it is not whole' : 'a comma is missing',
      )
    }
    this.#at += 1
    return false
  }
}

/** The tree of a JSON text, or null after the first error. Never throws on what a text may hold. */
export function readJson(text: string, problems: Problems): FileNode | null {
  try {
    return new JsonReader(text, problems).document()
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}
