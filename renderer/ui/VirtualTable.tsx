import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from 'react'
import { classes } from './classes.ts'
import { columnWidths, measureText, type WidthSpec } from './column-widths.ts'
import { useRowHeights } from './density.ts'
import { Icon } from './Icon.tsx'
import { rowAfter } from './row-keys.ts'
import styles from './VirtualTable.module.css'

export interface Column<Row> extends WidthSpec<Row> {
  readonly key: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand right, tabular. */
  readonly numeric?: boolean
  /** Code: mono, ink-2, cut with an ellipsis. */
  readonly mono?: boolean
  readonly sortable?: boolean
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
}

interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** In the order they are shown. */
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly selected: string | null
  readonly onSelect: (row: Row) => void
  /** Enter or double click. */
  readonly onOpen?: (row: Row) => void
  readonly sort?: Sort | null
  readonly onSort?: (sort: Sort) => void
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode
}

const headPx = 29

/** A table of any length: rows of one height, a head that stays, one row chosen by mouse or keys. */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  selected,
  onSelect,
  onOpen,
  sort = null,
  onSort,
  empty,
}: VirtualTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const { rowPx } = useRowHeights()
  // A new function makes the virtual list place its rows anew: when they change, and when their height does.
  const getItemKey = useCallback(
    (index: number) => `${rowPx} ${rowKey(rows[index]!)}`,
    [rows, rowKey, rowPx],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey,
    // Rows begin below the head, and the head must not cover the one that was scrolled to.
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 12,
  })
  const widths = useMemo(
    () => columnWidths(columns, rows, (text) => measureText(text, '500 12px "Inter Variable"')),
    [columns, rows],
  )
  const template = widths.map((px) => (px === null ? 'minmax(120px, 1fr)' : `${px}px`)).join(' ')
  const current = useMemo(
    () => (selected === null ? -1 : rows.findIndex((row) => rowKey(row) === selected)),
    [rows, rowKey, selected],
  )

  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current)
  }, [current, virtual])

  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 280) / rowPx) - 2)
  // A table whose rows are chosen is a grid, with one stop for the Tab key [ARIA in HTML: table allows any role].
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-rowcount': rows.length + 1,
    'aria-activedescendant': current >= 0 ? `${id}-${current}` : undefined,
  }
  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        {...grid}
        aria-label={label}
        className={styles.table}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && current >= 0) onOpen?.(rows[current]!)
          const next = rowAfter(event.key, current, rows.length, page)
          if (next === undefined) return
          event.preventDefault()
          onSelect(rows[next]!)
        }}
      >
        <thead className={styles.head}>
          <tr aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]!
            return (
              <tr
                key={rowKey(row)}
                id={`${id}-${item.index}`}
                aria-rowindex={item.index + 2}
                aria-selected={item.index === current}
                className={styles.row}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${item.start - headPx}px)`,
                }}
                onPointerDown={() => onSelect(row)}
                onDoubleClick={() => onOpen?.(row)}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={classes(
                      styles.cell,
                      column.numeric && styles.numeric,
                      column.mono && styles.mono,
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  )
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | null
  readonly onSort: ((sort: Sort) => void) | undefined
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { key, title, sortable, numeric } = column
  const direction = sort?.column === key ? sort : null
  const order = direction?.descending ? 'descending' : 'ascending'
  return (
    <th
      aria-sort={direction ? order : undefined}
      className={classes(styles.cell, numeric && styles.numeric)}
    >
      {sortable && onSort ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => onSort({ column: key, descending: direction?.descending === false })}
        >
          {title}
          {direction && <Icon name={direction.descending ? 'arrowDown' : 'arrowUp'} size={12} />}
        </button>
      ) : (
        title
      )}
    </th>
  )
}
