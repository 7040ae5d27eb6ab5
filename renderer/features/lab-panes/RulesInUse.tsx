import type { Scenario } from '#core/model/scenario.ts'
import { evidenceText } from '#renderer/i18n/evidence-text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import type { Selected } from '#renderer/state/run-selection.ts'
import { useEvidence } from '#renderer/state/use-evidence.ts'
import { EvidenceBadge } from '#renderer/ui/EvidenceBadge.tsx'
import { queueTypeOf, rulesInUse } from './rules-in-use.ts'
import styles from './selection.module.css'

interface RulesInUseProps {
  readonly scenario: Scenario
  readonly selected: Selected
}

/** The rules the selected thing makes use of, each with the way to its evidence; nothing until that is known. */
export function RulesInUse({ scenario, selected }: RulesInUseProps) {
  const say = useText(evidenceText)
  const evidence = useEvidence(scenario.profile)
  const kind = queueTypeOf(scenario, selected)
  const rows = rulesInUse(scenario, selected).flatMap((topic) => {
    const found = evidence(topic, kind)
    return found === null ? [] : [{ topic, found }]
  })
  if (rows.length === 0) return null
  return (
    <div className={styles.list}>
      <h3>{say('rulesInUse')}</h3>
      <ul className={styles.rules}>
        {rows.map(({ topic, found }) => (
          <li key={topic}>
            {say(topic)} <EvidenceBadge {...found} />
          </li>
        ))}
      </ul>
    </div>
  )
}
