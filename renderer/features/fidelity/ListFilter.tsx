import type { FidelityCase, FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { evidenceText } from '#renderer/i18n/evidence-text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { filters, setFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { fidelityText } from './fidelity-text.ts'
import styles from './list.module.css'
import { leftBy } from './list-rows.ts'
import { searchId } from './use-fidelity-commands.ts'

const words = { all: 'all', different: 'differing', unsupported: 'lacking' } as const

/** Which rows: by what they came to, by words, and by the rule somebody came from. */
export function ListFilter({
  table,
  found,
}: {
  readonly table: FidelityTable
  readonly found: readonly FidelityCase[]
}) {
  const text = useText(fidelityText)
  const rules = useText(evidenceText)
  const { filter, search, topic, kind, profile } = useFidelity()
  return (
    <div className={styles.filter}>
      <Segmented
        label={text('show')}
        value={filter}
        segments={filters.map((value) => ({
          value,
          label: text(words[value]),
          count: writeCount(leftBy(value, found, table, profile).length),
        }))}
        onChange={(value) => setFidelity({ filter: value })}
      />
      <TextField
        id={searchId}
        icon="search"
        keys="/"
        label={text('search')}
        placeholder={text('search')}
        value={search}
        onChange={(value) => setFidelity({ search: value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (search === '') event.currentTarget.blur()
          else setFidelity({ search: '' })
        }}
      />
      {topic !== null && (
        <span className={styles.topic}>
          {text('evidenceFor', { rule: rules(topic) })}
          {kind !== null && ` (${kind})`}
          <IconButton
            icon="close"
            size="small"
            label={text('showAll')}
            onClick={() => setFidelity({ topic: null, kind: null })}
          />
        </span>
      )}
    </div>
  )
}
