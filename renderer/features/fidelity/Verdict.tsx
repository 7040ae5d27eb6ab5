import type {
  FidelityCase,
  FidelityTable,
  FidelityTranscripts,
} from '#core/contract/fidelity-shapes.ts'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { ruleParts, sameAsEngine } from '#renderer/state/fidelity-verdicts.ts'
import { Mark, type MarkName } from '#renderer/ui/Mark.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { Tag } from '#renderer/ui/Tag.tsx'
import styles from './case.module.css'
import { fidelityText } from './fidelity-text.ts'
import { transcriptRows } from './transcript-rows.ts'

interface VerdictProps {
  readonly table: FidelityTable
  readonly each: FidelityCase
  readonly seen: FidelityTranscripts
  readonly server: number
  readonly engine: number
}

/** What the transcripts come to, the rule in one sentence, and who else says what the engine says. */
export function Verdict({ table, each, seen, server, engine }: VerdictProps) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const { servers } = table
  const { mark, title, facts } = finding(text, { table, each, seen, server, engine })
  const others = sameAsEngine(each, servers, server, engine)
  const stop = language === 'zh' ? '。' : '.'
  return (
    <section className={styles.verdict} aria-label={text('rule')}>
      <h3>
        <Mark of={mark} /> {title}
      </h3>
      <p>
        {scriptTitle(language, each.id, each.title)}
        {stop}
      </p>
      {facts.map((fact) => (
        <p key={fact} className={styles.fact}>
          {fact}
        </p>
      ))}
      {others.length > 0 && <Tag>{text('sameAsEngine', { versions: others.join(', ') })}</Tag>}
    </section>
  )
}

interface Finding {
  readonly mark: MarkName
  readonly title: string
  readonly facts: readonly string[]
}

function finding(
  text: Say<(typeof fidelityText)['en']>,
  { table: { servers }, each, seen, server, engine }: VerdictProps,
): Finding {
  const recorded = seen.servers[server] ?? null
  const own = seen.engines[engine]!
  const { version } = servers[server]!
  const { profile } = servers[engine]!
  if (recorded === null) return { mark: 'none', title: text('sayMissing', { version }), facts: [] }
  if (own.outcome === 'unsupported') {
    const title = text('sayUnsupported', { what: own.why ?? '' })
    return { mark: 'none', title, facts: [text('sayUnsupportedFact')] }
  }
  if (own.outcome === 'broken') {
    return { mark: 'failed', title: text('sayBroken'), facts: [own.why ?? ''] }
  }
  const differing = transcriptRows(recorded, own.lines).filter(({ is }) => is !== 'same')
  const [first, ...later] = differing
  if (first === undefined) {
    const lines = writeCount(recorded.length)
    return { mark: 'acked', title: text('sayEqual', { lines }), facts: [] }
  }
  const title = text('sayDifferent', {
    line: first.number,
    section: ruleParts(each.rule).sections[0]!,
  })
  const facts = [
    ...(later.length > 0 ? [text('sayLater', { count: later.length })] : []),
    text(server === engine ? 'itMust' : 'itNeedNot', { profile, version }),
  ]
  return { mark: 'differs', title, facts }
}
