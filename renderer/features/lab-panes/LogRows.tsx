import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { LogRow } from './LogRow.tsx'
import styles from './log.module.css'
import type { LogEntry } from './log-entries.ts'
import { logText } from './log-text.ts'
import type { LogRows as Log } from './use-log.ts'

interface LogRowsProps {
  readonly log: Log
  /** The reader has scrolled away from the newest. */
  readonly held: boolean
  /** Whom the log is restricted to. */
  readonly about: string | null
  readonly onHold: (held: boolean) => void
  readonly onMessage: (message: number) => void
}

const rowPx = 21
/** Closer to the end than this, the next page is read. */
const readAheadRows = 20
/** More than the pane is high; all of them once somebody scrolls. */
const liveRowsMax = 40

/** Rows of the log in a box that scrolls: a few that move, or pages of a log that stands. */
export function LogRows({ log, held, about, onHold, onMessage }: LogRowsProps) {
  // As state, not as a ref: the list inside has to hear when its box is there.
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  useEffect(() => {
    if (!held) box?.scrollTo({ top: 0 })
  }, [box, held])
  return (
    <div
      ref={setBox}
      className={styles.scroll}
      onScroll={({ currentTarget }) => {
        const away = currentTarget.scrollTop > rowPx
        if (away !== held) onHold(away)
      }}
    >
      {log.end === 'live' ? (
        <LiveRows rows={held ? log.rows : log.rows.slice(0, liveRowsMax)} onMessage={onMessage} />
      ) : (
        <PagedRows log={log} box={box} about={about} onMessage={onMessage} />
      )}
    </div>
  )
}

interface LiveRowsProps {
  readonly rows: readonly LogEntry[]
  readonly onMessage: (message: number) => void
}

/** Rows that come and go several times a second are not measured: that would cost a layout each time. */
function LiveRows({ rows, onMessage }: LiveRowsProps) {
  return (
    <ol>
      {rows.map((entry) => (
        <li key={rowKey(entry)}>
          <LogRow entry={entry} onMessage={onMessage} />
        </li>
      ))}
    </ol>
  )
}

interface PagedRowsProps {
  readonly log: Log
  readonly box: HTMLDivElement | null
  readonly about: string | null
  readonly onMessage: (message: number) => void
}

function PagedRows({ log, box, about, onMessage }: PagedRowsProps) {
  const say = useText(logText)
  const { rows, end, readMore } = log
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box,
    estimateSize: () => rowPx,
    overscan: 8,
    getItemKey: (index) => rowKey(rows[index]!),
  })
  const shown = list.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (end === 'more' && lastShown > rows.length - readAheadRows) readMore()
  }, [end, lastShown, rows.length, readMore])
  return (
    <>
      <ol className={styles.rows} style={{ height: list.getTotalSize() }}>
        {shown.map(({ index, start, key }) => (
          <li
            key={key}
            ref={list.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
          >
            <LogRow entry={rows[index]!} onMessage={onMessage} />
          </li>
        ))}
      </ol>
      <p className={styles.end}>
        {end === 'begin' && about !== null
          ? say('beginOf', { name: about })
          : say(end === 'more' ? 'older' : end === 'begin' ? 'begin' : 'forgotten')}
      </p>
    </>
  )
}

/** Live records know their number only when none was left out; else time, message and kind tell them apart. */
function rowKey({ event }: LogEntry): string {
  const { index, timeUs, messageId, kind, queue, actor } = event
  return index >= 0 ? `${index}` : `${timeUs} ${messageId} ${kind} ${queue} ${actor}`
}
