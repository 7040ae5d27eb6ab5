import { useMemo } from 'react'
import { languageOf, useView } from '#renderer/state/view.ts'
import { type Language, type Say, sayIn, type Table, type Texts } from './text.ts'

/** The language on the screen: the chosen one, else the browser's. */
export const useLanguage = (): Language => useView(languageOf)

/** The texts of one room in the language on the screen. See text.ts. */
export function useText<English extends Table>(texts: Texts<English>): Say<English> {
  const language = useLanguage()
  return useMemo(() => sayIn(texts, language), [texts, language])
}
