import { closureText } from '#renderer/i18n/closure-text.ts'
import { closureWords } from '#renderer/i18n/closure-words.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useEndpoint } from '#renderer/state/endpoint.ts'
import { hotSpotsNow } from '#renderer/state/hot-spots-now.ts'
import { isLarge } from '#renderer/state/queue-groups.ts'
import { steadyRates, useRun } from '#renderer/state/run.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { narrateGrowth } from './growth-words.ts'
import { hotText } from './hot-text.ts'
import { narrate } from './narration.ts'
import styles from './narrator.module.css'
import { narratorText } from './narrator-text.ts'
import { situationOf } from './situation.ts'
import { useFrame } from './use-frame.ts'

/** For so long after the broker closed a client's channel, nothing else is as worth telling. */
const closureToldUs = 20_000_000

/** One or two sentences over the graph: what is happening, and why. A newcomer reads them first. */
export function Narrator() {
  const say = useText(narratorText)
  const sayHot = useText(hotText)
  const description = useRun((run) => run.description)
  const chosen = useSelection(({ selected }) => (selected?.kind === 'queue' ? selected.name : null))
  const frame = useFrame()
  const closure = useEndpoint(({ closures }) => closures[0])
  const sayWrong = useText(closureText)
  if (description === null || frame === null) return null
  if (closure !== undefined && frame.nowUs - closure.atUs < closureToldUs)
    return (
      <p className={styles.narrator}>
        <b>{say('closed', { name: closure.name })}</b> {closureWords(sayWrong, closure)}
      </p>
    )
  const large = chosen === null && isLarge(description.scenario)
  const shared = large ? narrateGrowth(sayHot, description.queues.length, hotSpotsNow()) : null
  const { head, why } =
    shared ?? narrate(say, situationOf(description, frame, steadyRates(), chosen))
  return (
    <p className={styles.narrator}>
      <b>{head}</b> {why}
    </p>
  )
}
