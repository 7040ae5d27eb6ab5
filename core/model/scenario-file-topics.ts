/** Binding keys of a topic exchange as a tree of words, so that 10,000 patterns are not tried one by one. */
import type { BindingSpec } from './topology.ts'

class Word {
  readonly next = new Map<string, Word>()
  readonly bindings: BindingSpec[] = []
  /** Reached by `#`: stays here for any number of words. */
  readonly stays: boolean

  constructor(stays: boolean) {
    this.stays = stays
  }
}

/** `*` is one word, `#` any number of them; the empty key has no word. */
const wordsOf = (key: string) => (key === '' ? [] : key.split('.'))

export class TopicTree {
  readonly #root = new Word(false)

  add(binding: BindingSpec): void {
    let at = this.#root
    for (const word of wordsOf(binding.key)) {
      let next = at.next.get(word)
      if (!next) {
        next = new Word(word === '#')
        at.next.set(word, next)
      }
      at = next
    }
    at.bindings.push(binding)
  }

  matching(key: string): BindingSpec[] {
    let reached = new Set<Word>()
    enter(this.#root, reached)
    for (const word of wordsOf(key)) {
      const after = new Set<Word>()
      for (const at of reached) {
        if (at.stays) enter(at, after)
        const same = at.next.get(word)
        if (same) enter(same, after)
        const any = at.next.get('*')
        if (any) enter(any, after)
      }
      reached = after
    }
    return [...reached].flatMap(({ bindings }) => bindings)
  }
}

/** A `#` behind a word may stand for nothing, so it is reached together with the word. */
function enter(word: Word, reached: Set<Word>): void {
  reached.add(word)
  const rest = word.next.get('#')
  if (rest && !reached.has(rest)) enter(rest, reached)
}
