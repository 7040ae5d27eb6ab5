import { useText } from '#renderer/i18n/use-text.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { LabFailure } from './LabFailure.tsx'
import { type ImportReport, showReport, useNotice } from './notice.ts'
import { noticeText } from './notice-text.ts'
import styles from './panes.module.css'

/** What went wrong with the run, and what an import left out: said where the run is, until it is put away. */
export function LabNotice() {
  const report = useNotice((notice) => notice.report)
  return (
    <>
      <LabFailure />
      {report === null ? null : <Imported report={report} />}
    </>
  )
}

function Imported({ report }: { readonly report: ImportReport }) {
  const say = useText(noticeText)
  const { file, counts, unsupported, proposed } = report
  return (
    <section className={styles.notice} aria-label={say('imported', { file })}>
      <header>
        <Mark of="acked" /> {say('imported', { file })}
        <IconButton
          icon="close"
          size="small"
          label={say('close')}
          onClick={() => showReport(null)}
        />
      </header>
      <p>
        {say('counts', {
          queues: writeCount(counts.queues),
          exchanges: writeCount(counts.exchanges),
          bindings: writeCount(counts.bindings),
          policies: writeCount(counts.policies),
          virtualHosts: writeCount(counts.virtualHosts),
        })}
      </p>
      <p>{proposed}</p>
      <p>
        {unsupported.length === 0
          ? say('everything')
          : say('unsupported', { count: unsupported.length })}
      </p>
      {unsupported.length === 0 ? null : (
        <ul>
          {unsupported.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
