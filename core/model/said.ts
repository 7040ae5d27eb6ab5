/**
 * A sentence together with which one it is and what stands in it, so that a page can say it in the language of its user.
 * The text is English and goes where nobody chooses a language: the command line and logs.
 */
import type { hostSentences } from './host-sentences.ts'

export type SaidValue = string | number

export interface Said {
  readonly key: string
  /** A part that is a sentence of its own is said in its own turn. */
  readonly values: Readonly<Record<string, SaidValue | SaidPart>>
}

export interface SaidPart {
  readonly key: string
  readonly values: Readonly<Record<string, SaidValue>>
}

/** A sentence as it is built: English text, and what it was built of. */
export interface Told<Of extends Said = Said> {
  readonly text: string
  readonly said: Of
}

type Sentences = typeof hostSentences
export type SentenceKey = keyof Sentences
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type ValuesOf<Key extends SentenceKey, Value> = [NamesIn<Sentences[Key]>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<Sentences[Key]>, Value>>]

/** Tells sentences of `sentences`; keys and values are checked by the compiler. */
export function teller(sentences: Sentences) {
  const fill = (key: SentenceKey, values: Readonly<Record<string, SaidValue>>): string =>
    sentences[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))

  /** A part of a sentence, such as the reason at its end. */
  function part<Key extends SentenceKey>(
    key: Key,
    ...[values]: ValuesOf<Key, SaidValue>
  ): Told<SaidPart> {
    const given: Readonly<Record<string, SaidValue>> = values ?? {}
    return { text: fill(key, given), said: { key, values: given } }
  }

  /** A whole sentence, of words, numbers and parts. */
  function tell<Key extends SentenceKey>(
    key: Key,
    ...[values]: ValuesOf<Key, SaidValue | Told<SaidPart>>
  ): Told {
    const texts: Record<string, SaidValue> = {}
    const parts: Record<string, SaidValue | SaidPart> = {}
    const given: Readonly<Record<string, SaidValue | Told<SaidPart>>> = values ?? {}
    for (const [name, value] of Object.entries(given)) {
      texts[name] = typeof value === 'object' ? value.text : value
      parts[name] = typeof value === 'object' ? value.said : value
    }
    return { text: fill(key, texts), said: { key, values: parts } }
  }
  return { tell, part }
}
