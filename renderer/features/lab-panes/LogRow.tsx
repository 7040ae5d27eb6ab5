import { memo } from 'react'
import { type Segment, sentence } from '#core/model/sentence.ts'
import { TraceKind } from '#core/model/trace.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { select } from '#renderer/state/run-selection.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Mark, type MarkName } from '#renderer/ui/Mark.tsx'
import { writeClock } from '#renderer/ui/number.ts'
import styles from './log.module.css'
import type { LogEntry } from './log-entries.ts'
import { logText } from './log-text.ts'

const markOf: Readonly<Record<TraceKind, MarkName>> = {
  [TraceKind.published]: 'ready',
  [TraceKind.enqueued]: 'ready',
  [TraceKind.delivered]: 'unacked',
  [TraceKind.acked]: 'acked',
  [TraceKind.requeued]: 'redelivered',
  [TraceKind.deadLettered]: 'dead',
  [TraceKind.dropped]: 'expired',
  [TraceKind.returned]: 'expired',
  [TraceKind.unroutable]: 'expired',
  [TraceKind.refused]: 'blocked',
  [TraceKind.confirmed]: 'none',
  [TraceKind.confirmNacked]: 'blocked',
  [TraceKind.crashed]: 'fault',
  [TraceKind.restarted]: 'fault',
  [TraceKind.ackTimeout]: 'fault',
  [TraceKind.producerBlocked]: 'blocked',
  [TraceKind.producerUnblocked]: 'none',
  [TraceKind.connectionLost]: 'fault',
  [TraceKind.consumerCancelled]: 'fault',
  [TraceKind.leaderElected]: 'none',
  [TraceKind.faultBegan]: 'fault',
  [TraceKind.faultEnded]: 'fault',
  [TraceKind.intervened]: 'you',
}

interface LogRowProps {
  readonly entry: LogEntry
  readonly onMessage: (message: number) => void
}

/** Time, mark and sentence of one record; its names select, its message filters the log. */
export const LogRow = memo(function LogRow({ entry, onMessage }: LogRowProps) {
  const language = useLanguage()
  const description = useRun((run) => run.description)
  const marks = useRun((run) => (entry.event.kind === TraceKind.intervened ? run.marks : null))
  if (description === null) return null
  const { event } = entry
  const around = marks === null ? entry.around : { ...entry.around, marks }
  return (
    <div className={classes(styles.row, event.kind === TraceKind.intervened && styles.yourRow)}>
      <time>{writeClock(event.timeUs)}</time>
      <Mark of={markOf[event.kind] ?? 'none'} />
      <Sentence segments={sentence(event, description, language, around)} onMessage={onMessage} />
    </div>
  )
})

interface SentenceProps {
  readonly segments: readonly Segment[]
  readonly onMessage: (message: number) => void
}

function Sentence({ segments, onMessage }: SentenceProps) {
  // Segments have no names of their own, and a sentence never changes their order.
  const placed = segments.map((segment, place) => ({ segment, place }))
  return (
    <span>
      {placed.map(({ segment, place }) => (
        <Piece key={place} segment={segment} onMessage={onMessage} />
      ))}
    </span>
  )
}

interface PieceProps {
  readonly segment: Segment
  readonly onMessage: (message: number) => void
}

function Piece({ segment, onMessage }: PieceProps) {
  const say = useText(logText)
  if ('text' in segment) return segment.text
  if ('message' in segment) {
    const { message } = segment
    return (
      <button
        type="button"
        className={styles.message}
        aria-label={say('followMessage', { id: message })}
        onClick={() => onMessage(message)}
      >
        m{message}
      </button>
    )
  }
  const { name, kind } = segment
  return (
    <button
      type="button"
      className={styles.name}
      title={say('selectName', { name })}
      onClick={() => select({ kind, name })}
    >
      {name}
    </button>
  )
}
