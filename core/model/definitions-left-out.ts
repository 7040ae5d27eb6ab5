/** What an import could not carry over, gathered into one sentence per reason. */
import { quoted } from './scenario-file-node.ts'

const examplesShown = 3

export class LeftOut {
  readonly #byReason = new Map<string, string[]>()

  /** `reason` reads after the names: "were imported as classic queues: ...". `noun` is counted: "queue". */
  add(noun: string, reason: string, name: string): void {
    const key = `${noun}\n${reason}`
    const names = this.#byReason.get(key)
    if (names) names.push(name)
    else this.#byReason.set(key, [name])
  }

  sentences(): string[] {
    return [...this.#byReason].map(([key, names]) => {
      const [noun, reason] = key.split('\n')
      const examples = names.slice(0, examplesShown).map(quoted).join(', ')
      const more = names.length > examplesShown ? ', ...' : ''
      const subject = names.length === 1 ? `1 ${noun}` : `${names.length} ${plural(noun!)}`
      return `${subject} (${examples}${more}): ${reason}.`
    })
  }
}

/** Irregular words do not occur. */
export const plural = (noun: string) =>
  noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`

export const counted = (count: number, noun: string) =>
  count === 1 ? `1 ${noun}` : `${count} ${plural(noun)}`
