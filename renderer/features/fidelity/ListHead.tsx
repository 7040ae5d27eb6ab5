import type { FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { dayText } from '#renderer/i18n/day.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { setFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { type CellVerdict, cellsOf, totalsOf } from '#renderer/state/fidelity-verdicts.ts'
import { writeCount } from '#renderer/ui/number.ts'
import { Select } from '#renderer/ui/Select.tsx'
import { fidelityText } from './fidelity-text.ts'
import styles from './list.module.css'
import { sumTerms } from './sum-terms.ts'

/** The whole sum, then each server with its own, and the engine's profile they stand against. */
export function ListHead({ table }: { readonly table: FidelityTable }) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const profile = useFidelity((state) => state.profile)
  const { servers, cases } = table
  const cells = cases.map((each) => cellsOf(each, servers, profile))
  const scripts = new Set(cases.map(({ id }) => id)).size
  const all = cells.flat()
  return (
    <header className={styles.head}>
      <div className={styles.headTitle}>
        <h2>{text('title')}</h2>
        <p>
          {text.rich('summary', {
            scripts: writeCount(scripts),
            runs: writeCount(all.length),
            sum: <b>{sumTerms(text, totalsOf(all)).join(text('comma'))}</b>,
          })}
        </p>
      </div>
      {servers.map((server, column) => (
        <ServerHead
          key={server.version}
          version={server.version}
          recorded={dayText(language, server.recordedOn)}
          cells={cells.map((row) => row[column]!)}
        />
      ))}
      <div className={styles.headEngine}>
        <Select
          label={text('engineProfile')}
          value={profile ?? ''}
          options={[
            { value: '', label: text('ownProfile') },
            ...servers.map((server) => ({
              value: server.profile,
              label: text('oneProfile', { profile: server.profile }),
            })),
          ]}
          onChange={(value) => setFidelity({ profile: value === '' ? null : value })}
        />
        <span>{text(profile === null ? 'mustEqual' : 'mayDiffer')}</span>
      </div>
    </header>
  )
}

interface ServerHeadProps {
  readonly version: string
  readonly recorded: string
  readonly cells: readonly CellVerdict[]
}

function ServerHead({ version, recorded, cells }: ServerHeadProps) {
  const text = useText(fidelityText)
  return (
    <div className={styles.headServer} title={text('recordedOn', { date: recorded })}>
      <b>{version}</b>
      <span className={styles.headDay}>{recorded}</span>
      {sumTerms(text, totalsOf(cells)).map((term) => (
        <span key={term}>{term}</span>
      ))}
    </div>
  )
}
