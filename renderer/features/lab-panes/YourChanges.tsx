import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeClock } from '#renderer/ui/number.ts'
import { changeSentence } from './change-words.tsx'
import { changesOf } from './changes.ts'
import { changesText } from './changes-text.ts'
import styles from './log.module.css'
import { logText } from './log-text.ts'
import { useGap } from './use-gap.ts'

/** What you did to this run, newest first, pinned under the log. */
export function YourChanges() {
  const say = useText(logText)
  const sayChange = useText(changesText)
  const description = useRun((run) => run.description)
  const marks = useRun((run) => run.marks)
  const gapUs = useGap()
  const changes = useMemo(
    () =>
      description === null
        ? []
        : changesOf(marks, description, gapUs)
            .filter(({ command }) => command !== null)
            .reverse(),
    [marks, description, gapUs],
  )
  if (changes.length === 0) return null
  return (
    <section className={styles.yours} aria-label={say('yours')}>
      <h3>{say('yours')}</h3>
      <ol>
        {changes.map((change) => (
          <li key={`${change.atUs} ${change.command?.kind} ${change.targets.join()}`}>
            <time>{writeClock(change.atUs)}</time>
            <Mark of="you" />
            <span>
              {changeSentence(sayChange, change, (name) => (
                <b>{name}</b>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
