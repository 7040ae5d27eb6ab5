import type { FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { type CellVerdict, ruleParts } from '#renderer/state/fidelity-verdicts.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import type { RowPlace } from './FoldRow.tsx'
import { fidelityText } from './fidelity-text.ts'
import styles from './list.module.css'
import type { ListRow } from './list-rows.ts'

interface CaseRowProps {
  readonly row: Extract<ListRow, { readonly kind: 'case' }>
  readonly place: RowPlace
  readonly servers: FidelityTable['servers']
  readonly isOpen: boolean
  /** The column whose transcript is shown when the row is open. */
  readonly server: number
  /** A click on a server's cell names its column, one beside them none. */
  readonly onOpen: (column: number | null) => void
}

const marks = {
  equal: 'acked',
  different: 'differs',
  unsupported: 'none',
  broken: 'failed',
} as const
const sayings = {
  equal: 'cellEqual',
  different: 'cellDifferent',
  unsupported: 'cellUnsupported',
  broken: 'cellBroken',
} as const

/** One script on one kind of queue: what it came to against each server, and what the newest said last. */
export function CaseRow({ row, place, servers, isOpen, server, onOpen }: CaseRowProps) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const { id, kind, title, rule, outcome } = row.case
  const shown = scriptTitle(language, id, title)
  const said = (cell: CellVerdict, at: number) =>
    text(sayings[cell], { version: servers[at]!.version })
  return (
    <tr
      id={place.id}
      tabIndex={-1}
      aria-level={2}
      aria-rowindex={place.index + 1}
      aria-selected={isOpen}
      data-active={place.isActive || undefined}
      className={styles.case}
      style={place.style}
      onClick={(event) => {
        const cell = (event.target as Element).closest('[data-column]')
        onOpen(cell === null ? null : Number(cell.getAttribute('data-column')))
      }}
    >
      <td className={styles.caseId}>{id}</td>
      <th
        scope="row"
        className={classes(styles.caseTitle, row.isRepeat && styles.repeat)}
        title={shown}
      >
        {shown}
      </th>
      <td className={styles.caseKind}>{kind}</td>
      {row.cells.map((cell, at) => (
        <td
          key={servers[at]!.version}
          data-column={at}
          data-verdict={cell}
          data-chosen={(isOpen && at === server) || undefined}
          className={styles.cell}
        >
          <span>
            <Mark of={marks[cell]} label={said(cell, at)} />
            {cell === 'different' && <b>{ruleParts(rule).sections[0]}</b>}
          </span>
        </td>
      ))}
      <td className={styles.caseOutcome} title={outcome}>
        {outcome}
      </td>
    </tr>
  )
}
