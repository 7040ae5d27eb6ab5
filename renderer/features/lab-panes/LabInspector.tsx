import { useEndpoint } from '#renderer/state/endpoint.ts'
import { isLarge } from '#renderer/state/queue-groups.ts'
import { useRun } from '#renderer/state/run.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { BrokerPane } from './BrokerPane.tsx'
import { DialsPane } from './DialsPane.tsx'
import { EventLogPane } from './EventLogPane.tsx'
import { HotSpotsPane } from './HotSpotsPane.tsx'
import { LabNotice } from './LabNotice.tsx'
import styles from './panes.module.css'
import { SelectionPane } from './SelectionPane.tsx'
import { WelcomePane } from './WelcomePane.tsx'
import { useWelcome } from './welcome.ts'
import { YourChanges } from './YourChanges.tsx'
import { ZoomLegend } from './ZoomLegend.tsx'

/**
 * The right side of the Lab: on a first visit what to try, else the hot spots of a large
 * topology, what is selected, the dials, and the log.
 */
export function LabInspector() {
  const selected = useSelection((selection) => selection.selected)
  const first = useRun(({ origin }) => origin?.source === 'shipped' && origin.id === 'work-queue')
  const large = useRun(({ description }) =>
    description !== null && isLarge(description.scenario) ? description : null,
  )
  const welcome = useWelcome(({ open }) => open)
  const isOpen = useEndpoint(({ listening }) => listening !== null)
  if (welcome && first && selected === null && !isOpen) {
    return (
      <div className={styles.scrolls}>
        <LabNotice />
        <WelcomePane />
      </div>
    )
  }
  return (
    <div className={styles.inspector}>
      <div className={styles.upper} data-large={large === null ? undefined : ''}>
        <LabNotice />
        {large === null ? null : <HotSpotsPane description={large} />}
        <SelectionPane />
        <DialsPane />
        {selected === null ? <BrokerPane /> : null}
        {large === null ? null : <ZoomLegend />}
      </div>
      <div className={styles.lower}>
        <EventLogPane />
        <YourChanges />
      </div>
    </div>
  )
}
