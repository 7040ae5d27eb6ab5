import { useText } from '#renderer/i18n/use-text.ts'
import { useFidelity } from '#renderer/state/fidelity.ts'
import { cellsOf, totalsOf } from '#renderer/state/fidelity-verdicts.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { writeCount, writeFixed } from '#renderer/ui/number.ts'
import styles from './fidelity.module.css'
import { fidelityText } from './fidelity-text.ts'
import { sumTerms } from './sum-terms.ts'

/** The status bar: whose rules were run, how long it took, and all comparisons as one sum. */
export function FidelityStatus() {
  const text = useText(fidelityText)
  const table = useFidelity((state) => state.table)
  const profile = useFidelity((state) => state.profile)
  if (table === null) return null
  const { servers, cases, ranForMs } = table
  const cells = cases.flatMap((each) => cellsOf(each, servers, profile))
  const terms = sumTerms(text, totalsOf(cells))
  return (
    <div className={styles.status}>
      <span>
        {text.rich('statusEngine', {
          profiles: <b>{servers.map((server) => server.profile).join(', ')}</b>,
        })}
      </span>
      <span>{text('statusTook', { seconds: writeFixed(ranForMs / 1000, 1) })}</span>
      <span role="math" aria-label={text('statusSum')}>
        {text('statusSum')} <b>{writeCount(cells.length)}</b> = {terms.join(' + ')}
      </span>
      <span className={styles.statusEnd}>
        <Icon name="shield" size={14} /> {text('statusCompared')}
      </span>
    </div>
  )
}
