import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useId, useRef, useState } from 'react'
import { useRowHeights } from './density.ts'
import { Icon } from './Icon.tsx'
import { rowAfter } from './row-keys.ts'
import styles from './Tree.module.css'

/** What the tree needs of a row; the rest is the feature's. Rows are flat, in the order they are drawn. */
export interface TreeItem {
  /** Stable, unique in the tree. */
  readonly key: string
  readonly depth: number
  /** Whether its children are shown; absent on a leaf. */
  readonly expanded?: boolean
}

interface TreeProps<Row extends TreeItem> {
  readonly label: string
  readonly rows: readonly Row[]
  /** The place in navigation: marked in ink. */
  readonly selected: string | null
  readonly render: (row: Row) => ReactNode
  /** Click, or Enter. */
  readonly onOpen: (row: Row) => void
  readonly onToggle: (row: Row) => void
  /** Right click, or the menu key: where to open a menu. */
  readonly onMenu?: (row: Row, at: { readonly x: number; readonly y: number }) => void
  /** Height in px; else that of a tree row. */
  readonly height?: (row: Row) => number
  /** Colour of the bar down its left edge, as CSS; used for the environment. */
  readonly bar?: (row: Row) => string | undefined
}

const indentPx = 14

/** Navigation of any length: arrows walk, right opens a branch, left closes it or goes to its parent. */
export function Tree<Row extends TreeItem>({
  label,
  rows,
  selected,
  render,
  onOpen,
  onToggle,
  onMenu,
  height,
  bar,
}: TreeProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const { treeRowPx } = useRowHeights()
  // A new function makes the virtual list place its rows anew: when they change, and when their height does.
  const getItemKey = useCallback(
    (index: number) => `${treeRowPx} ${rows[index]!.key}`,
    [rows, treeRowPx],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => height?.(rows[index]!) ?? treeRowPx,
    getItemKey,
    overscan: 12,
  })
  const active = rows.findIndex((row) => row.key === (activeKey ?? selected))

  const activate = (index: number) => {
    setActiveKey(rows[index]!.key)
    virtual.scrollToIndex(index)
  }
  const parentOf = (index: number): number => {
    const { depth } = rows[index]!
    for (let above = index - 1; above >= 0; above--) if (rows[above]!.depth < depth) return above
    return index
  }
  const walk = (event: React.KeyboardEvent) => {
    const row = rows[active]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 260) / treeRowPx) - 2)
    const next = rowAfter(event.key, active, rows.length, page)
    if (next !== undefined) activate(next)
    else if (row === undefined) return
    else if (event.key === 'Enter') onOpen(row)
    else if (event.key === 'ArrowRight') {
      if (row.expanded === false) onToggle(row)
      else if (row.expanded) activate(Math.min(rows.length - 1, active + 1))
    } else if (event.key === 'ArrowLeft') {
      if (row.expanded) onToggle(row)
      else activate(parentOf(active))
    } else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      className={styles.tree}
      onKeyDown={walk}
    >
      <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]!
          return (
            <div
              key={row.key}
              id={`${id}-${item.index}`}
              role="treeitem"
              tabIndex={-1}
              aria-level={row.depth + 1}
              aria-selected={row.key === selected}
              aria-expanded={row.expanded}
              data-active={item.index === active || undefined}
              className={styles.row}
              style={{
                height: item.size,
                paddingLeft: 12 + row.depth * indentPx,
                transform: `translateY(${item.start}px)`,
                boxShadow: bar?.(row) && `inset 3px 0 ${bar(row)}`,
              }}
              onClick={() => {
                setActiveKey(row.key)
                onOpen(row)
              }}
              onKeyDown={walk}
              onContextMenu={(event) => {
                if (!onMenu) return
                event.preventDefault()
                setActiveKey(row.key)
                onMenu(row, { x: event.clientX, y: event.clientY })
              }}
            >
              <span
                className={styles.chevron}
                onPointerDown={(event) => event.preventDefault()}
                onClick={(event) => {
                  if (row.expanded === undefined) return
                  event.stopPropagation()
                  onToggle(row)
                }}
                aria-hidden="true"
              >
                {row.expanded !== undefined && (
                  <Icon name={row.expanded ? 'chevronDown' : 'chevronRight'} size={14} />
                )}
              </span>
              {render(row)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
