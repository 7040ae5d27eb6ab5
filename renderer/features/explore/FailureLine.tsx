import { useText } from '#renderer/i18n/use-text.ts'
import { poll, priceLook, useExplore } from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import styles from './FailureLine.module.css'
import { exploreText } from './text.ts'

/** What failed, in the pane it concerns: the host's own sentence and one way on. */
export function FailureLine() {
  const text = useText(exploreText)
  const failure = useExplore((explore) => explore.failure)
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
