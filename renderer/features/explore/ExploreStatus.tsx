import { useHostSaid } from '#renderer/i18n/host-say.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useExplore } from '#renderer/state/explore.ts'
import { measureBytes, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import styles from './ExploreStatus.module.css'
import { exploreText } from './text.ts'

const stops = {
  count: 'stoppedCount',
  empty: 'stoppedEmpty',
  bytes: 'stoppedBytes',
  time: 'stoppedTime',
} as const

/** The status bar: which connection, what the last look read and why it stopped, what the next one marks. */
export function ExploreStatus() {
  const text = useText(exploreText)
  const hostSaid = useHostSaid()
  const opened = useExplore((explore) => explore.opened)
  const look = useExplore((explore) => explore.look)
  const price = useExplore((explore) => explore.price)
  const entry = useExplore((explore) =>
    'id' in opened
      ? explore.connections.find(({ profile }) => profile.id === opened.id)
      : undefined,
  )
  const bytes = look?.messages.reduce((sum, message) => sum + message.sizeBytes, 0) ?? 0
  return (
    <div className={styles.status}>
      {entry && (
        <span>
          <span
            className={styles.dot}
            style={{ background: `var(--env-${entry.profile.environment})` }}
          />
          <b>{entry.profile.name}</b> {text(entry.state)}
          {entry.reason !== null && `: ${hostSaid(entry.reason, entry.reasonSaid)}`}
        </span>
      )}
      {look && (
        <span>
          {text.rich('scanned', {
            amount: <b>{writeCount(look.messages.length)}</b>,
            matched: <b>{writeCount(look.messages.length)}</b>,
            bytes: <b>{writeMeasure(measureBytes(bytes))}</b>,
            seconds: (look.tookMs / 1000).toFixed(2),
          })}{' '}
          {text(stops[look.stopped], { amount: writeCount(look.messages.length) })}
        </span>
      )}
      {price !== null && price.redeliveredMarks > 0 && (
        <span className={styles.next}>
          {text('nextMarks', { amount: writeCount(price.redeliveredMarks) })}
        </span>
      )}
    </div>
  )
}
