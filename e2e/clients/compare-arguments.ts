/** What is said behind `node e2e/clients/compare.ts`. */
import { type Language, languages } from './steps.ts'

export interface CompareArguments {
  readonly only: readonly Language[]
  /** A server in place of the one this starts; used as it is. */
  readonly url: string | null
}

/** Throws one sentence when a word is not understood. */
export function readArguments(words: readonly string[]): CompareArguments {
  let only: readonly Language[] = languages
  let url: string | null = null
  for (let at = 0; at < words.length; at += 2) {
    const [name, value] = words.slice(at, at + 2)
    if (name !== '--only' && name !== '--url')
      throw new Error(`${name} is not known here; there are --only and --url.`)
    if (value === undefined) throw new Error(`${name} wants a word behind it.`)
    if (name === '--only') only = value.split(',').map(language)
    else url = address(value)
  }
  return { only, url }
}

function language(word: string): Language {
  const found = languages.find((one) => one === word)
  if (found === undefined)
    throw new Error(`There are no programs in ${word}; there are ${languages.join(', ')}.`)
  return found
}

function address(word: string): string {
  if (!URL.canParse(word) || !/^amqps?:$/.test(new URL(word).protocol))
    throw new Error(`${word} is no address of a broker; write amqp://user:password@host:port.`)
  return word
}
