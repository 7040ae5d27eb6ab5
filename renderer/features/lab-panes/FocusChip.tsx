import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { focusQueue } from '#renderer/state/run-control.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { chartText } from './chart-text.ts'
import styles from './dock.module.css'

/** A list longer than this is no list to choose from; the graph is. */
const listedMax = 30

/** Which queue the charts are about: all of them, or one. */
export function FocusChip() {
  const say = useText(chartText)
  const queues = useRun((run) => run.description?.queues)
  const focus = useRun((run) => run.focus)
  const selected = useSelection((selection) => selection.selected)
  if (queues === undefined || queues.length < 2) return null
  const listed = new Set(queues.length <= listedMax ? queues : [])
  if (selected?.kind === 'queue') listed.add(selected.name)
  if (focus !== null) listed.add(focus)
  return (
    <span className={styles.focus}>
      <select
        aria-label={say('focus')}
        value={focus === null ? '' : `queue ${focus}`}
        onChange={({ target }) =>
          void focusQueue(target.value === '' ? null : target.value.slice('queue '.length))
        }
      >
        <option value="">{say('allQueues')}</option>
        {[...listed].map((queue) => (
          <option key={queue} value={`queue ${queue}`}>
            {queue}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={12} />
    </span>
  )
}
