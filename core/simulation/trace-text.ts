/** The event log as plain text, one aligned line per record: what tests compare and `sluice run --out` writes. */
import type { RunDescription } from '#core/model/run.ts'
import { none, type TraceEvent, TraceKind, TraceReason } from '#core/model/trace.ts'
import type { EventLog } from './event-log.ts'

const kindNames = namesOf(TraceKind)
const reasonNames = namesOf(TraceReason)

/** All records that the log still keeps, oldest first. */
export function formatTrace(log: EventLog, run: RunDescription): string {
  const rows = log.read(0, log.recordsTotal).map((event) => cells(event, run))
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]!.length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function cells(event: TraceEvent, run: RunDescription): string[] {
  const { producers, consumers } = run
  return [
    clock(event.timeUs),
    kindNames.get(event.kind) ?? String(event.kind),
    event.messageId === 0 ? '' : `m${event.messageId}`,
    event.queue === none ? '' : (run.queues[event.queue] ?? '?'),
    event.actor === none ? '' : ([...producers, ...consumers][event.actor] ?? '?'),
    [
      event.reason === TraceReason.none ? '' : (reasonNames.get(event.reason) ?? ''),
      event.attempt === 0 ? '' : `#${event.attempt}`,
    ]
      .join(' ')
      .trim(),
  ]
}

/** 1.250000: seconds and microseconds. */
function clock(timeUs: number): string {
  const whole = Math.floor(timeUs / 1e6)
  return `${whole}.${String(timeUs - whole * 1e6).padStart(6, '0')}`
}

function namesOf(numbers: Readonly<Record<string, number>>): Map<number, string> {
  return new Map(Object.entries(numbers).map(([name, number]) => [number, name]))
}
