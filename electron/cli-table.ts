/** What a run adds up to, as aligned columns. */
import type { ExpectationVerdict, RunResult } from '#core/model/result.ts'
import { visible } from '#core/model/scenario-file-node.ts'
import { formatDurationUs } from '#core/model/units.ts'

type Row = Readonly<Record<string, number | null>>

/** Enough digits to compare, few enough to read. */
function figure(value: number | null): string {
  if (value === null) return '-'
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(4)))
}

/** `waitP99Ms` stands over the column as it is called in a scenario's expectations. */
function table(
  title: string,
  rows: readonly (readonly [name: string, row: Row])[],
  shown: (measure: string) => boolean,
): string[] {
  const first = rows[0]
  if (!first) return []
  const measures = Object.keys(first[1]).filter(shown)
  const lines = [
    [title, ...measures],
    ...rows.map(([name, row]) => [
      visible(name),
      ...measures.map((key) => figure(row[key] ?? null)),
    ]),
  ]
  const widths = lines[0]!.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, line[column]!.length), 0),
  )
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
}

const rowsOf = (tables: Readonly<Record<string, object>>) =>
  Object.entries(tables).map(([name, row]) => [name, row as Row] as const)

/** Rows printed of one kind; a broker of 10,000 queues is read with --json. */
const rowsShown = 200

function section(
  title: string,
  tables: Readonly<Record<string, object>>,
  shown: (measure: string) => boolean = () => true,
): string[] {
  const rows = rowsOf(tables)
  const more = rows.length - rowsShown
  const rest = more > 0 ? [`... and ${more} more, all of them with --json`] : []
  return [...table(title, rows.slice(0, rowsShown), shown), ...rest, '']
}

const isMean = (measure: string) => /^(depth|wait|sojourn)/.test(measure)

export function resultText(result: RunResult): string {
  const seconds = (result.wallMs / 1000).toFixed(2)
  return [
    // All measures of a queue in one table would be wider than a terminal.
    ...section('queue', result.queues, (measure) => !isMean(measure)),
    ...section('queue', result.queues, isMean),
    ...section('producer', result.producers),
    ...section('consumer', result.consumers),
    `${durationText(result.virtualMs * 1000)} of virtual time in ${seconds} s: ${result.events} events, hash ${result.hash}`,
    '',
  ].join('\n')
}

/** To the millisecond: nobody compares microseconds by eye. */
export const durationText = (us: number) =>
  us < 1000 ? `${Math.round(us)}us` : us < 1e6 ? `${us / 1000}ms` : secondsText(us)

function secondsText(us: number): string {
  const whole = Math.floor(us / 1e6)
  if (us % 60e6 === 0) return formatDurationUs(us)
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ]
  return `${hours > 0 ? `${hours}h` : ''}${hours + minutes > 0 ? `${minutes}m` : ''}${seconds}s`
}

/** "holds: queue tasks waitP99Ms is 412, at most 500". */
export function verdictText({ expectation, holds, actual }: ExpectationVerdict): string {
  const { of, name, measure, atLeast, atMost } = expectation
  const bounds = [
    atLeast === null ? [] : [`at least ${atLeast}`],
    atMost === null ? [] : [`at most ${atMost}`],
  ]
  const verdict = holds ? 'holds' : 'fails'
  return `${verdict}: ${of} ${visible(name)} ${measure} is ${figure(actual)}, expected ${bounds.flat().join(' and ')}`
}
