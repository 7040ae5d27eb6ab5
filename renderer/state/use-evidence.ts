import { useEffect } from 'react'
import type { FidelityCase } from '#core/contract/fidelity-shapes.ts'
import { dayText } from '#renderer/i18n/day.ts'
import { evidenceText } from '#renderer/i18n/evidence-text.ts'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import type { Language, Say } from '#renderer/i18n/text.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { type Evidence, evidenceOf, profileOf } from './evidence.ts'
import { loadFidelity, showEvidence, useFidelity } from './fidelity.ts'
import type { Topic } from './fidelity-topics.ts'

const marks = {
  equal: 'acked',
  different: 'differs',
  broken: 'failed',
  unsupported: 'none',
} as const

/** Finds the badge of a rule; null while the table is read, and where nothing is known. */
export type FindEvidence = (
  topic: Topic,
  kind: FidelityCase['kind'] | null,
) => {
  readonly mark: (typeof marks)[keyof typeof marks]
  readonly word: string
  readonly says: string
  readonly onOpen: () => void
} | null

/** What the inspector of the Lab says about a scenario's rules, for the profile it runs with. Reads the table when first used. */
export function useEvidence(brokerProfile: string): FindEvidence {
  const text = useText(evidenceText)
  const language = useLanguage()
  const table = useFidelity((state) => state.table)
  useEffect(() => {
    void loadFidelity()
  }, [])
  return (topic, kind) => {
    const found = table && evidenceOf(table, topic, kind, profileOf(brokerProfile))
    if (found === null) return null
    const { version, first } = found
    return {
      mark: marks[found.is],
      word: version,
      says: text('evidence', { rule: text(topic), says: evidenceSays(text, language, found) }),
      onOpen: () => showEvidence({ topic, kind, version }, first.name),
    }
  }
}

/** One or two sentences: equal to which server since when, or what differs. */
export function evidenceSays(
  text: Say<(typeof evidenceText)['en']>,
  language: Language,
  { is, version, recordedOn, all, equal, missing, first, lacks }: Evidence,
): string {
  if (is === 'unsupported') return text('lacks', { all, what: lacks ?? '', version })
  const counted = { all, equal, version, date: dayText(language, recordedOn) }
  const { name } = first
  const title = scriptTitle(language, first.id, first.title)
  const said =
    is === 'equal'
      ? text('equalTo', counted)
      : is === 'different'
        ? text('differs', { ...counted, title, name })
        : text('notFinished', { ...counted, name })
  return missing === 0 ? said : `${said} ${text('alsoLacks', { missing })}`
}
