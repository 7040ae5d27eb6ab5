/** What went wrong as one sentence in the language of the page. */
import { Failure } from '#core/model/failure.ts'
import { hostSaid } from '#renderer/i18n/host-say.ts'
import { languageOf, useView } from './view.ts'

export function failureWords(error: unknown): string {
  if (error instanceof Failure) {
    return hostSaid(languageOf(useView.getState()), error.message, error.said ?? null)
  }
  return error instanceof Error ? error.message : String(error)
}
