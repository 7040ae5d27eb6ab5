import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { noticeText } from './notice-text.ts'
import styles from './panes.module.css'

/** What went wrong in the Lab just now, one sentence, until it is put away. */
export function LabFailure() {
  const say = useText(noticeText)
  const failure = useRun((run) => run.failure)
  if (failure === null) return null
  return (
    <section className={styles.notice} role="alert">
      <header>
        <Mark of="failed" /> {say('failed')}
        <IconButton
          icon="close"
          size="small"
          label={say('close')}
          onClick={() => useRun.setState({ failure: null })}
        />
      </header>
      <p>{failure}</p>
    </section>
  )
}
