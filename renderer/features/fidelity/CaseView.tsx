import type { FidelityCase, FidelityTable } from '#core/contract/fidelity-shapes.ts'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { openCase, setFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { engineAgainst, ruleParts } from '#renderer/state/fidelity-verdicts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import styles from './case.module.css'
import { fidelityText } from './fidelity-text.ts'
import { serverAt } from './ScriptGrid.tsx'
import { Transcript } from './Transcript.tsx'
import { Verdict } from './Verdict.tsx'

/** One script: its rule and where it is taken from, its code, both transcripts, and what they come to. */
export function CaseView({ table }: { readonly table: FidelityTable }) {
  const text = useText(fidelityText)
  const { opened, version, profile, transcripts, transcriptsFailure } = useFidelity()
  const each = table.cases.find(({ name }) => name === opened)
  if (each === undefined) {
    return (
      <EmptyState icon="fidelity" title={text('chooseTitle')}>
        {text('chooseFact')}
      </EmptyState>
    )
  }
  const server = serverAt(table, version)
  const engine = engineAgainst(table.servers, server, profile)
  return (
    <>
      <CaseHead each={each} table={table} server={server} />
      {transcriptsFailure !== null ? (
        <EmptyState
          icon="disconnected"
          title={text('readFailed')}
          action={<Button onClick={() => void openCase(each.name)}>{text('tryAgain')}</Button>}
        >
          {transcriptsFailure}
        </EmptyState>
      ) : transcripts === null ? (
        <p className={styles.reading}>{text('reading')}</p>
      ) : (
        <div className={styles.body}>
          <Script code={transcripts.script} />
          <Transcript table={table} seen={transcripts} server={server} engine={engine} />
          <Verdict table={table} each={each} seen={transcripts} server={server} engine={engine} />
        </div>
      )}
    </>
  )
}

interface CaseHeadProps {
  readonly each: FidelityCase
  readonly table: FidelityTable
  readonly server: number
}

function CaseHead({ each, table, server }: CaseHeadProps) {
  const text = useText(fidelityText)
  const language = useLanguage()
  const { sections, source } = ruleParts(each.rule)
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <h2>
          {scriptTitle(language, each.id, each.title)} <span>{each.name}</span>
        </h2>
        <Segmented
          label={text('server')}
          value={table.servers[server]!.version}
          segments={table.servers.map(({ version }) => ({ value: version, label: version }))}
          onChange={(value) => setFidelity({ version: value })}
        />
      </div>
      <p className={styles.source}>
        <b>{text('rule')}</b>
        {sections.map((section) => (
          <span key={section} title={text('sectionTip', { section })}>
            <Tag>{section}</Tag>
          </span>
        ))}
        {source !== '' && text('source', { page: source })}
      </p>
    </header>
  )
}

function Script({ code }: { readonly code: string }) {
  const text = useText(fidelityText)
  return (
    <section className={styles.script}>
      <h3>
        {text('script')} <span>{text('scriptNote')}</span>
        <IconButton
          icon="copy"
          size="small"
          label={text('copyScript')}
          onClick={() => void navigator.clipboard.writeText(code)}
        />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>{code}</pre>
    </section>
  )
}
