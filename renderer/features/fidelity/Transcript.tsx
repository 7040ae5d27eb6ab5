import type { FidelityTable, FidelityTranscripts } from '#core/contract/fidelity-shapes.ts'
import { dayText } from '#renderer/i18n/day.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { classes } from '#renderer/ui/classes.ts'
import { writeCount } from '#renderer/ui/number.ts'
import styles from './case.module.css'
import { differingWords, type Piece } from './differing-words.ts'
import { fidelityText } from './fidelity-text.ts'
import { type TranscriptRow, transcriptRows } from './transcript-rows.ts'

interface TranscriptProps {
  readonly table: FidelityTable
  readonly seen: FidelityTranscripts
  readonly server: number
  readonly engine: number
}

/** Both transcripts beside each other; the first difference stands out, later ones less. */
export function Transcript({ table, seen, server, engine }: TranscriptProps) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const { version, recordedOn } = table.servers[server]!
  const recorded = seen.servers[server] ?? null
  const own = seen.engines[engine]!
  const lines = { lines: writeCount(own.lines.length) }
  const rows = transcriptRows(recorded, own.outcome === 'unsupported' ? null : own.lines)
  return (
    <table className={styles.transcript}>
      <caption>{text('transcript')}</caption>
      <thead>
        <tr>
          <th aria-label="#" />
          <th scope="col">
            {text('serverNamed', { version })}
            <span>
              {recorded === null
                ? text('notRecorded')
                : text('recordedOn', { date: dayText(language, recordedOn) })}
            </span>
          </th>
          <th scope="col">
            {text('engineNamed', { profile: table.servers[engine]!.profile })}
            <span>
              {own.outcome === 'unsupported'
                ? text('engineNone')
                : text(own.outcome === 'broken' ? 'engineBroken' : 'engineNote', lines)}
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.number} row={row} isRun={own.outcome !== 'unsupported'} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ row, isRun }: { readonly row: TranscriptRow; readonly isRun: boolean }) {
  const text = useText(fidelityText)
  const { number, server, engine, is } = row
  const [left, right] =
    is === 'same' ? [whole(server), whole(engine)] : differingWords(server ?? '', engine ?? '')
  const nothing = <span className={styles.nothing}>{text('nothingMore')}</span>
  return (
    <tr
      data-difference={is === 'same' ? undefined : is}
      className={classes(is === 'first' && styles.first, is === 'later' && styles.later)}
    >
      <th scope="row">{number}</th>
      <td>{server === null ? nothing : <Pieces of={left} />}</td>
      <td>{engine !== null ? <Pieces of={right} /> : isRun ? nothing : null}</td>
    </tr>
  )
}

const whole = (line: string | null): readonly Piece[] =>
  line === null ? [] : [{ text: line, differs: false }]

/** Pieces of a line never change their places, so the place is the key. */
function Pieces({ of }: { readonly of: readonly Piece[] }) {
  let at = 0
  return of.map(({ text, differs }) => {
    const key = at
    at += text.length
    return differs ? <u key={key}>{text}</u> : <span key={key}>{text}</span>
  })
}
