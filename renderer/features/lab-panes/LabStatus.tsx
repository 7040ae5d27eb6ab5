import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { conservation } from './conservation.ts'
import { honestyOf } from './honesty.ts'
import { labText } from './lab-text.ts'
import { SeedField } from './SeedField.tsx'
import styles from './status.module.css'
import { useFrame } from './use-frame.ts'
import { useWelcome } from './welcome.ts'

const profiles = {
  'rabbitmq@4.3': 'RabbitMQ 4.3',
  'rabbitmq@4.0': 'RabbitMQ 4.0',
  'rabbitmq@3.13': 'RabbitMQ 3.13',
  'rabbitmq@3.10': 'RabbitMQ 3.10',
} as const

/** What is simulated, with which seed, where every message is, and what is not the whole truth. */
export function LabStatus() {
  const say = useText(labText)
  const description = useRun((run) => run.description)
  const frame = useFrame()
  if (description === null || frame === null) return null
  const { arrived, acked, dead, dropped, held } = conservation(description, frame)
  const term = (key: 'arrived' | 'acked' | 'dead' | 'dropped' | 'held', value: number) =>
    say.rich(key, { number: <b key={key}>{writeCount(value)}</b> })
  return (
    <div className={styles.status}>
      <span>
        {say('profile')} <b>{profiles[description.scenario.profile]}</b>
      </span>
      <SeedField seed={description.seed} />
      <span>{say.rich('events', { events: <b key="n">{writeCount(frame.eventsTotal)}</b> })}</span>
      <span role="math" aria-label={say('sum')}>
        {term('arrived', arrived)} = {term('acked', acked)}
        {dead > 0 ? <> + {term('dead', dead)}</> : null}
        {dropped > 0 ? <> + {term('dropped', dropped)}</> : null} + {term('held', held)}
      </span>
      <Keys />
      <HonestyLine />
    </div>
  )
}

/** The three keys to begin with, on a first visit. */
function Keys() {
  const say = useText(labText)
  const isFirst = useWelcome(({ open }) => open)
  return isFirst ? (
    <span className={styles.keys}>
      <Keycap keys="Space" /> {say('pause')} <Keycap keys="ArrowRight" /> {say('event')}{' '}
      <Keycap keys="?" /> {say('allKeys')}
    </span>
  ) : null
}

/** What is modelled, what is simpler than in life, what is left out. */
function HonestyLine() {
  const say = useText(labText)
  const scenario = useRun((run) => run.description?.scenario)
  if (scenario === undefined) return null
  const { modelled, simplified, leftOut } = honestyOf(scenario)
  const list = (keys: readonly (keyof (typeof labText)['en'])[]) =>
    keys.map((key) => words[key]).join(say('and'))
  const words = Object.fromEntries(
    [...modelled, ...simplified, ...leftOut].map((key) => [key, say(key)]),
  )
  const whole = [
    ...(modelled.length > 0 ? [say('modelled', { list: list(modelled) })] : []),
    say('simplified', { list: list(simplified) }),
    say('leftOut', { list: list(leftOut) }),
  ].join(' ')
  return (
    <span className={styles.honesty} title={whole}>
      <Icon name="shield" size={14} /> <span>{whole}</span>
    </span>
  )
}
