import { useText } from '#renderer/i18n/use-text.ts'
import { steadyRates, useRun } from '#renderer/state/run.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { narrate } from './narration.ts'
import styles from './narrator.module.css'
import { narratorText } from './narrator-text.ts'
import { situationOf } from './situation.ts'
import { useFrame } from './use-frame.ts'

/** One or two sentences over the graph: what is happening, and why. A newcomer reads them first. */
export function Narrator() {
  const say = useText(narratorText)
  const description = useRun((run) => run.description)
  const chosen = useSelection(({ selected }) => (selected?.kind === 'queue' ? selected.name : null))
  const frame = useFrame()
  if (description === null || frame === null) return null
  const { head, why } = narrate(say, situationOf(description, frame, steadyRates(), chosen))
  return (
    <p className={styles.narrator}>
      <b>{head}</b> {why}
    </p>
  )
}
