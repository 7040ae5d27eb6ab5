import { useMemo, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type LookResult, select, useExplore } from '#renderer/state/explore.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { measureDuration, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { type Column, type Sort, VirtualTable } from '#renderer/ui/VirtualTable.tsx'
import styles from './MessageTable.module.css'
import { type MessageRow, matching, messageRow, reasonsOf } from './message-row.ts'
import { exploreText } from './text.ts'

const everyReason = ''

/** The messages of a look: searched, narrowed to a reason, sorted; one chosen for the inspector. */
export function MessageTable({
  look,
  takenAtMs,
}: {
  readonly look: LookResult
  /** Wall time of the look: ages count from here, so they stand still. Null: the broker's time is virtual, no age. */
  readonly takenAtMs: number | null
}) {
  const text = useText(exploreText)
  const selected = useExplore((explore) => explore.selected)
  const [search, setSearch] = useState('')
  const [reason, setReason] = useState(everyReason)
  const [sort, setSort] = useState<Sort>({ column: 'position', descending: false })
  const rows = useMemo(() => look.messages.map(messageRow), [look])
  const reasons = useMemo(() => reasonsOf(rows), [rows])
  const shown = useMemo(
    () => sorted(matching(rows, search, reason === everyReason ? null : reason), sort),
    [rows, search, reason, sort],
  )
  const columns = useColumns(rows, takenAtMs)
  return (
    <section className={styles.messages}>
      <div className={styles.bar}>
        <TextField
          icon="search"
          label={text('search')}
          placeholder={text('search')}
          value={search}
          onChange={setSearch}
        />
        {reasons.length > 0 && (
          <Segmented
            label={text('reason')}
            value={reason}
            onChange={setReason}
            segments={[
              { value: everyReason, label: text('all'), count: writeCount(rows.length) },
              ...reasons.map(([name, count]) => ({
                value: name,
                label: (
                  <span className={styles.reason}>
                    <Mark of={name === 'expired' ? 'expired' : 'dead'} />
                    {name}
                  </span>
                ),
                count: writeCount(count),
              })),
            ]}
          />
        )}
      </div>
      <VirtualTable
        label={text('payload')}
        columns={columns}
        rows={shown}
        rowKey={keyOf}
        selected={selected === null ? null : String(selected)}
        onSelect={(row) => select(row.position)}
        sort={sort}
        onSort={setSort}
        empty={<p className={styles.none}>{text('noneMatch', { count: rows.length })}</p>}
      />
    </section>
  )
}

const keyOf = (row: MessageRow) => String(row.position)

function sorted(rows: readonly MessageRow[], { column, descending }: Sort): readonly MessageRow[] {
  const of = (row: MessageRow): number | string =>
    column === 'routingKey'
      ? row.routingKey
      : column === 'reason'
        ? (row.reason ?? '')
        : column === 'tries'
          ? (row.tries ?? -1)
          : column === 'age'
            ? -(row.atMs ?? 0)
            : column === 'bytes'
              ? row.sizeBytes
              : row.position
  const direction = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const [x, y] = [of(a), of(b)]
    return x === y ? a.position - b.position : x < y ? -direction : direction
  })
}

/** Columns that say something for these messages: no reason column where nothing died. */
function useColumns(
  rows: readonly MessageRow[],
  takenAtMs: number | null,
): readonly Column<MessageRow>[] {
  const text = useText(exploreText)
  return useMemo(() => {
    const age = ({ atMs }: MessageRow) =>
      atMs === null || takenAtMs === null
        ? ''
        : writeMeasure(measureDuration(Math.max(0, takenAtMs - atMs) * 1000))
    const columns: (Column<MessageRow> & { readonly shows: boolean })[] = [
      {
        key: 'position',
        title: text('position'),
        widthPx: 64,
        cell: (row) => writeCount(row.position),
        numeric: true,
        sortable: true,
        shows: true,
      },
      {
        key: 'reason',
        title: text('reason'),
        text: (row) => row.reason ?? '',
        extraPx: 18,
        cell: (row) => row.reason !== null && <Reason reason={row.reason} />,
        sortable: true,
        shows: rows.some((row) => row.reason !== null),
      },
      {
        key: 'routingKey',
        title: text('routingKey'),
        text: (row) => row.routingKey,
        cell: (row) => row.routingKey,
        sortable: true,
        shows: true,
      },
      {
        key: 'tries',
        title: text('tries'),
        text: (row) => (row.tries === null ? '' : writeCount(row.tries)),
        cell: (row) => (row.tries === null ? '' : writeCount(row.tries)),
        numeric: true,
        sortable: true,
        shows: rows.some((row) => row.tries !== null),
      },
      {
        key: 'age',
        title: text('age'),
        text: age,
        cell: age,
        numeric: true,
        sortable: true,
        shows: takenAtMs !== null && rows.some((row) => row.atMs !== null),
      },
      {
        key: 'bytes',
        title: text('bytes'),
        text: (row) => writeCount(row.sizeBytes),
        cell: (row) => writeCount(row.sizeBytes),
        numeric: true,
        sortable: true,
        shows: true,
      },
      {
        key: 'payload',
        title: text('payloadColumn'),
        cell: ({ preview }) => (
          <span className={preview.kind === 'hex' ? styles.hex : undefined}>{preview.text}</span>
        ),
        mono: true,
        shows: true,
      },
    ]
    return columns.filter(({ shows }) => shows)
  }, [rows, takenAtMs, text])
}

function Reason({ reason }: { readonly reason: string }) {
  return (
    <span className={styles.reason}>
      <Mark of={reason === 'expired' ? 'expired' : 'dead'} />
      {reason}
    </span>
  )
}
