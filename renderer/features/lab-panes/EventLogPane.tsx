import { useMemo, useState } from 'react'
import type { RunDescription } from '#core/model/run.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { type Selected, useSelection } from '#renderer/state/run-selection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { LogChip } from './LogChip.tsx'
import { LogRows } from './LogRows.tsx'
import styles from './log.module.css'
import { type LogFilter, wholeLog } from './log-feed.ts'
import { logText } from './log-text.ts'
import { useFrame } from './use-frame.ts'
import { useLog } from './use-log.ts'

/** The event log as sentences, newest first: live while the run runs, to be paged through when it stands. */
export function EventLogPane() {
  const say = useText(logText)
  const description = useRun((run) => run.description)
  const selected = useSelection((selection) => selection.selected)
  const [message, setMessage] = useState<number | null>(null)
  const [filters, setFilters] = useState(true)
  const [held, setHeld] = useState(false)
  const filter = useMemo(
    () => filterOf(description, filters ? selected : null, message),
    [description, selected, filters, message],
  )
  const log = useLog(filter, held)
  const subject = message === null ? (selected?.name ?? null) : say('message', { id: message })
  const isFiltered = filter !== wholeLog
  return (
    <Pane
      title={say('log')}
      note={<LogCount oneIn={log.oneIn} />}
      actions={
        subject === null || (message === null && !isFilterable(selected)) ? null : (
          <LogChip
            name={subject}
            on={isFiltered}
            tip={say(isFiltered ? 'filterOn' : 'filterOff', { name: subject })}
            onToggle={() => {
              if (message !== null) setMessage(null)
              else setFilters(!filters)
            }}
          />
        )
      }
      fills
      flush
    >
      {held && log.end === 'live' ? <Held onBack={() => setHeld(false)} /> : null}
      {log.rows.length === 0 ? (
        <p className={styles.end}>
          {isFiltered && subject !== null ? say('nothing', { name: subject }) : say('nothingAtAll')}
        </p>
      ) : (
        <LogRows
          log={log}
          held={held}
          about={isFiltered ? subject : null}
          onHold={setHeld}
          onMessage={setMessage}
        />
      )}
    </Pane>
  )
}

function LogCount({ oneIn }: { readonly oneIn: number }) {
  const say = useText(logText)
  const frame = useFrame()
  const total = say('events', { number: writeCount(frame?.recordsTotal ?? 0) })
  return oneIn > 1 ? `${total}, ${say('oneIn', { number: writeCount(oneIn) })}` : total
}

function Held({ onBack }: { readonly onBack: () => void }) {
  const say = useText(logText)
  return (
    <p className={styles.held}>
      {say('held')}{' '}
      <Button size="small" kind="quiet" icon="arrowUp" onClick={onBack}>
        {say('toNewest')}
      </Button>
    </p>
  )
}

/** The log knows queues and actors; an exchange leaves no record of its own. */
const isFilterable = (selected: Selected | null) =>
  selected !== null && selected.kind !== 'exchange'

function filterOf(
  description: RunDescription | null,
  selected: Selected | null,
  message: number | null,
): LogFilter {
  if (message !== null) return { ...wholeLog, message }
  if (description === null || selected === null || !isFilterable(selected)) return wholeLog
  const { queues, producers, consumers } = description
  if (selected.kind === 'queue') return { ...wholeLog, queue: queues.indexOf(selected.name) }
  const actor =
    selected.kind === 'producer'
      ? producers.indexOf(selected.name)
      : producers.length + consumers.indexOf(selected.name)
  return { ...wholeLog, actor }
}
