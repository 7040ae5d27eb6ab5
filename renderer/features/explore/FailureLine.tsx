import { useHostSaid } from '#renderer/i18n/host-say.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { openConnection, poll, priceLook, useExplore } from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import styles from './FailureLine.module.css'
import { exploreText } from './text.ts'

/** What failed, in the pane it concerns: the host's own sentence and one way on. A connection that is away comes first. */
export function FailureLine() {
  const text = useText(exploreText)
  const hostSaid = useHostSaid()
  const failure = useExplore((explore) => explore.failure)
  const away = useExplore(({ opened, connections }) => {
    const entry =
      'id' in opened ? connections.find(({ profile }) => profile.id === opened.id) : undefined
    return entry?.state === 'reconnecting' ? entry : null
  })
  if (away !== null) {
    return (
      <div className={styles.failure} role="status">
        <Mark of="waiting" />
        <p>{hostSaid(away.reason ?? '', away.reasonSaid)}</p>
        <Button size="small" onClick={() => void openConnection(away.profile.id)}>
          {text('reconnectNow')}
        </Button>
      </div>
    )
  }
  if (failure === null) return null
  return (
    <div className={styles.failure} role="alert">
      <Mark of="failed" />
      <p>{failure}</p>
      <Button
        size="small"
        onClick={() => {
          void poll().then(priceLook)
        }}
      >
        {text('again')}
      </Button>
    </div>
  )
}
