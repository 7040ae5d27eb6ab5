import { type RefObject, useMemo } from 'react'
import type { FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { setFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Mark, type MarkName } from '#renderer/ui/Mark.tsx'
import { fidelityText } from './fidelity-text.ts'
import { ListFilter } from './ListFilter.tsx'
import { ListHead } from './ListHead.tsx'
import styles from './list.module.css'
import { leftBy, listRows, matching } from './list-rows.ts'
import { ScriptGrid } from './ScriptGrid.tsx'

interface ScriptListProps {
  readonly table: FidelityTable
  readonly grid: RefObject<HTMLTableElement | null>
  /** Enter on a script: the keyboard goes to its transcripts. */
  readonly onEnter: () => void
}

/** All scripts in folds, with their sums, narrowed by filter, search or rule. */
export function ScriptList({ table, grid, onEnter }: ScriptListProps) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const { profile, filter, search, topic, kind, closedFolds } = useFidelity()
  const found = useMemo(
    () =>
      matching(table, { search, topic, kind }, ({ id, title }) => scriptTitle(language, id, title)),
    [table, search, topic, kind, language],
  )
  const rows = useMemo(
    () => listRows(leftBy(filter, found, table, profile), table, { profile, closedFolds }),
    [found, filter, table, profile, closedFolds],
  )
  const isSearched = search.trim() !== '' && found.length === 0
  return (
    <>
      <ListHead table={table} />
      <ListFilter table={table} found={found} />
      {rows.length > 0 ? (
        <ScriptGrid table={table} rows={rows} grid={grid} onEnter={onEnter} />
      ) : (
        <div className={styles.nothing}>
          <EmptyState
            icon={isSearched ? 'search' : 'check'}
            title={text(isSearched ? 'nothingFound' : 'nothingLeft')}
            action={
              <Button
                size="small"
                onClick={() => setFidelity({ filter: 'all', search: '', topic: null, kind: null })}
              >
                {text('clear')}
              </Button>
            }
          >
            {isSearched
              ? text('nothingFoundFact', { search: search.trim() })
              : text(filter === 'unsupported' ? 'nothingLacks' : 'nothingDiffers')}
          </EmptyState>
        </div>
      )}
      <Legend />
    </>
  )
}

const legend: readonly (readonly [
  MarkName,
  'legendEqual' | 'legendDifferent' | 'legendUnsupported' | 'legendBroken',
])[] = [
  ['acked', 'legendEqual'],
  ['differs', 'legendDifferent'],
  ['none', 'legendUnsupported'],
  ['failed', 'legendBroken'],
]

function Legend() {
  const text = useText(fidelityText)
  return (
    <ul className={styles.legend}>
      {legend.map(([mark, word]) => (
        <li key={word}>
          <Mark of={mark} /> {text(word)}
        </li>
      ))}
    </ul>
  )
}
