/** What a binding key would match, as one line for the person who types it. Pure. */
import type { ExchangeType } from '#core/model/topology.ts'

export interface KeyMatch {
  /** How the exchange looks at the key. */
  readonly rule: 'exact' | 'topic' | 'words' | 'all' | 'headers'
  /** Keys seen in the scenario that would be taken. */
  readonly takes: readonly string[]
  /** Keys seen in the scenario that would not. */
  readonly leaves: readonly string[]
}

/** `published`: the keys producers send to this exchange. */
export function matchOf(type: ExchangeType, key: string, published: readonly string[]): KeyMatch {
  const keys = [...new Set(published)]
  const takes = keys.filter((each) => accepts(type, key, each))
  const wild = /(^|\.)[*#](\.|$)/.test(key)
  const rule =
    type === 'fanout'
      ? 'all'
      : type === 'headers'
        ? 'headers'
        : type === 'direct'
          ? 'exact'
          : wild
            ? 'topic'
            : 'words'
  return { rule, takes, leaves: keys.filter((each) => !takes.includes(each)) }
}

function accepts(type: ExchangeType, pattern: string, key: string): boolean {
  if (type === 'fanout') return true
  if (type === 'headers') return false
  return type === 'direct' ? pattern === key : topicAccepts(pattern.split('.'), key.split('.'))
}

/** `*` is one word, `#` is none or more. [AMQP 0-9-1: the topic exchange type] */
export function topicAccepts(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return words.length === 0
  if (first === '#') {
    // However many words it stands for, the rest of the pattern must take what is left.
    return Array.from({ length: words.length + 1 }, (_, taken) => taken).some((taken) =>
      topicAccepts(rest, words.slice(taken)),
    )
  }
  return (
    words.length > 0 && (first === '*' || first === words[0]) && topicAccepts(rest, words.slice(1))
  )
}
