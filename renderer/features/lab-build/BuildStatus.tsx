import { useText } from '#renderer/i18n/use-text.ts'
import { useDraft } from '#renderer/state/draft.ts'
import style from './build.module.css'
import { buildText } from './text.ts'

const profiles = {
  'rabbitmq@4.3': 'RabbitMQ 4.3',
  'rabbitmq@4.0': 'RabbitMQ 4.0',
  'rabbitmq@3.13': 'RabbitMQ 3.13',
  'rabbitmq@3.10': 'RabbitMQ 3.10',
} as const

/** What the draft is made of, and where it is kept. */
export function BuildStatus() {
  const text = useText(buildText)
  const scenario = useDraft((draft) => draft.scenario)
  if (scenario === null) return null
  const { topology, producers, consumers } = scenario
  const counts = [
    text('producers', { count: producers.length }),
    text('exchanges', { count: topology.exchanges.length }),
    text('queues', { count: topology.queues.length }),
    text('consumers', { count: consumers.length }),
    text('bindings', { count: topology.bindings.length }),
  ]
  return (
    <div className={style.status}>
      <span>{text('profile', { profile: profiles[scenario.profile] })}</span>
      <span>{counts.join(text('and'))}</span>
      <span className={style.right}>{text('kept')}</span>
    </div>
  )
}
