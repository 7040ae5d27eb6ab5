import { useText } from '#renderer/i18n/use-text.ts'
import { showCharts } from '#renderer/state/grouping.ts'
import { useRun } from '#renderer/state/run.ts'
import { focusQueue } from '#renderer/state/run-control.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { chartText } from './chart-text.ts'
import styles from './dock.module.css'
import { useDockView } from './use-dock-view.ts'

/** A list longer than this is no list to choose from; the graph is. */
const listedMax = 30

/** What the dock is about: all queues, one of them, or the groups of a large topology. */
export function FocusChip() {
  const say = useText(chartText)
  const queues = useRun((run) => run.description?.queues)
  const focus = useRun((run) => run.focus)
  const selected = useSelection((selection) => selection.selected)
  const shown = useDockView()
  if (queues === undefined || queues.length < 2 || shown === null) return null
  const listed = new Set(queues.length <= listedMax ? queues : [])
  if (selected?.kind === 'queue') listed.add(selected.name)
  if (focus !== null) listed.add(focus)
  return (
    <span className={styles.focus}>
      <select
        aria-label={say('focus')}
        value={shown.by !== null ? 'groups' : focus === null ? '' : `queue ${focus}`}
        onChange={({ target }) => {
          showCharts(target.value !== 'groups')
          const queue = target.value.startsWith('queue ')
          void focusQueue(queue ? target.value.slice('queue '.length) : null)
        }}
      >
        {shown.grouped ? <option value="groups">{say('byGroup')}</option> : null}
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
