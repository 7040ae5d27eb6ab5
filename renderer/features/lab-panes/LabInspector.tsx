import { useRun } from '#renderer/state/run.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { DialsPane } from './DialsPane.tsx'
import { EventLogPane } from './EventLogPane.tsx'
import { LabNotice } from './LabNotice.tsx'
import styles from './panes.module.css'
import { SelectionPane } from './SelectionPane.tsx'
import { WelcomePane } from './WelcomePane.tsx'
import { useWelcome } from './welcome.ts'
import { YourChanges } from './YourChanges.tsx'

/** The right side of the Lab: on a first visit what to try, else the dials, what is selected, and the log. */
export function LabInspector() {
  const selected = useSelection((selection) => selection.selected)
  const first = useRun(({ origin }) => origin?.source === 'shipped' && origin.id === 'work-queue')
  const welcome = useWelcome(({ open }) => open)
  if (welcome && first && selected === null) {
    return (
      <div className={styles.scrolls}>
        <LabNotice />
        <WelcomePane />
      </div>
    )
  }
  return (
    <div className={styles.inspector}>
      <div className={styles.upper}>
        <LabNotice />
        <SelectionPane />
        <DialsPane />
      </div>
      <div className={styles.lower}>
        <EventLogPane />
        <YourChanges />
      </div>
    </div>
  )
}
