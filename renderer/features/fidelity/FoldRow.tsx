import type { CSSProperties } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { fidelityText } from './fidelity-text.ts'
import styles from './list.module.css'
import type { ListRow } from './list-rows.ts'
import { sumTerms } from './sum-terms.ts'

/** Where a row stands in the virtual list. */
export interface RowPlace {
  readonly id: string
  readonly index: number
  readonly isActive: boolean
  readonly style: CSSProperties
}

interface FoldRowProps {
  readonly row: Extract<ListRow, { readonly kind: 'fold' }>
  readonly place: RowPlace
  readonly onToggle: () => void
}

/** A topic: how many scripts it has and what they came to. */
export function FoldRow({ row, place, onToggle }: FoldRowProps) {
  const text = useText(fidelityText)
  return (
    <tr
      id={place.id}
      tabIndex={-1}
      aria-level={1}
      aria-rowindex={place.index + 1}
      aria-expanded={row.isOpen}
      data-active={place.isActive || undefined}
      className={styles.fold}
      style={place.style}
      onClick={onToggle}
    >
      <th scope="row" className={styles.foldName}>
        <Icon name={row.isOpen ? 'chevronDown' : 'chevronRight'} size={14} />
        {text(row.fold)}
      </th>
      <td className={styles.foldCount}>{text('scripts', { count: row.scripts })}</td>
      <td className={styles.foldSum}>{sumTerms(text, row.totals).join(text('comma'))}</td>
    </tr>
  )
}
