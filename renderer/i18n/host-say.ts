/** What the host said, in the language of the page. */
import type { Said, SaidPart, SaidValue } from '#core/model/said.ts'
import { languageOf, useView } from '#renderer/state/view.ts'
import { hostText } from './host-text.ts'
import type { Language } from './text.ts'

/** Says it in `language`; `text` stands when it is not one of our sentences, or one of a newer host. */
export function hostSaid(language: Language, text: string, said: Said | null): string {
  if (said === null || language === 'en') return text
  const table: Readonly<Record<string, unknown>> = hostText[language]
  const fill = ({ key, values }: Said | SaidPart): string | null => {
    const sentence = Object.hasOwn(table, key) ? table[key] : undefined
    if (typeof sentence !== 'string') return null
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => word(values[name]))
  }
  const word = (value: SaidValue | SaidPart | undefined): string =>
    typeof value === 'object' ? (fill(value) ?? '') : String(value ?? '')
  return fill(said) ?? text
}

/** The same in the language that is chosen. */
export function useHostSaid(): (text: string, said: Said | null) => string {
  const language = useView(languageOf)
  return (text, said) => hostSaid(language, text, said)
}
