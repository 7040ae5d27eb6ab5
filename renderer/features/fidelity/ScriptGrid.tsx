import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react'
import type { FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  closeCase,
  openCase,
  setFidelity,
  toggleFold,
  useFidelity,
} from '#renderer/state/fidelity.ts'
import { useRowHeights } from '#renderer/ui/density.ts'
import { rowAfter } from '#renderer/ui/row-keys.ts'
import { CaseRow } from './CaseRow.tsx'
import { FoldRow } from './FoldRow.tsx'
import { fidelityText } from './fidelity-text.ts'
import styles from './list.module.css'
import type { ListRow } from './list-rows.ts'

interface ScriptGridProps {
  readonly table: FidelityTable
  readonly rows: readonly ListRow[]
  readonly grid: RefObject<HTMLTableElement | null>
  readonly onEnter: () => void
}

/** The rows: up and down opens a script, left and right chooses its server or works a fold, Enter reads, Esc closes. */
export function ScriptGrid({ table, rows, grid, onEnter }: ScriptGridProps) {
  const text = useText(fidelityText)
  const opened = useFidelity((state) => state.opened)
  const version = useFidelity((state) => state.version)
  const [foldAt, setFoldAt] = useState<string | null>(null)
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { rowPx, treeRowPx } = useRowHeights()
  // A new function makes the virtual list place its rows anew: when they change, and when their height does.
  const getItemKey = useCallback(
    (index: number) => `${treeRowPx} ${rows[index]!.key}`,
    [rows, treeRowPx],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]!.kind === 'fold' ? rowPx + 4 : treeRowPx),
    getItemKey,
    overscan: 12,
  })
  const active = rows.findIndex(({ key }) => key === (foldAt ?? opened))
  const server = serverAt(table, version)

  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active)
  }, [active, virtual])

  const go = (index: number) => {
    const row = rows[index]!
    if (row.kind === 'fold') return setFoldAt(row.key)
    setFoldAt(null)
    void openCase(row.case.name)
  }
  const choose = (column: number) => setFidelity({ version: table.servers[column]!.version })
  const walk = (event: React.KeyboardEvent) => {
    const row = rows[active]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 260) / treeRowPx) - 2)
    const next = rowAfter(event.key, active, rows.length, page)
    if (next !== undefined) go(next)
    else if (event.key === 'Escape') {
      setFoldAt(null)
      closeCase()
    } else if (row === undefined || !act(event.key, row)) return
    event.preventDefault()
  }
  /** True when the key meant something for this row. */
  const act = (key: string, row: ListRow): boolean => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    if (row.kind === 'fold') {
      const closes = key === 'Enter' || (step === 1 && !row.isOpen) || (step === -1 && row.isOpen)
      if (closes) toggleFold(row.fold)
      return closes
    }
    const to = server + step
    if (key === 'Enter') onEnter()
    else if (step === 0 || table.servers[to] === undefined) return false
    else choose(to)
    return true
  }
  // Rows that open and close are a treegrid, with one stop for the Tab key [ARIA in HTML: table allows any role].
  const treegrid = {
    role: 'treegrid',
    tabIndex: 0,
    'aria-rowcount': rows.length,
    'aria-activedescendant': active >= 0 ? `${id}-${active}` : undefined,
  }
  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        {...treegrid}
        ref={grid}
        aria-label={text('list')}
        className={styles.grid}
        onKeyDown={walk}
      >
        <tbody className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]!
            const place = {
              id: `${id}-${item.index}`,
              index: item.index,
              isActive: item.index === active,
              style: { height: item.size, transform: `translateY(${item.start}px)` },
            }
            return row.kind === 'fold' ? (
              <FoldRow
                key={row.key}
                row={row}
                place={place}
                onToggle={() => {
                  setFoldAt(row.key)
                  toggleFold(row.fold)
                }}
              />
            ) : (
              <CaseRow
                key={row.key}
                row={row}
                place={place}
                servers={table.servers}
                isOpen={row.case.name === opened}
                server={server}
                onOpen={(column) => {
                  if (column !== null) choose(column)
                  go(item.index)
                }}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The server whose transcript is shown: the chosen one, else the newest. */
export function serverAt({ servers }: FidelityTable, version: string | null): number {
  const chosen = servers.findIndex((each) => each.version === version)
  return chosen < 0 ? servers.length - 1 : chosen
}
