import { useEffect, useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { goTo } from '#renderer/state/view.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { type DialId, dialsOf, scopeOf } from './dials.ts'
import { LabDial } from './LabDial.tsx'
import { pickFile } from './open-file.ts'
import { useFrame } from './use-frame.ts'
import styles from './welcome.module.css'
import {
  keepTried,
  putWelcomeAway,
  type Try,
  triedIn,
  triesInOrder,
  useWelcome,
} from './welcome.ts'
import { welcomeText } from './welcome-text.ts'

const states = ['ready', 'unacked', 'acked', 'redelivered', 'dead'] as const
/** The dial a try is about, and where the arrow on it points: times what it was, or a value. */
const dialOf: Readonly<Record<Try, DialId>> = { double: 'rate', crash: 'rate', fail: 'failure' }
const failurePercent = 10

/** The inspector of a first visit: what this is, three things to try, what the marks mean, and the doors out. */
export function WelcomePane() {
  const say = useText(welcomeText)
  const description = useRun((run) => run.description)
  const marks = useRun((run) => run.marks)
  const frame = useFrame()
  const before = useWelcome((welcome) => welcome.tried)
  const found = useMemo(
    () => (description === null ? new Set<Try>() : triedIn(description, marks)),
    [description, marks],
  )
  useEffect(() => keepTried(found), [found])
  if (description === null || frame === null) return null
  const { scenario } = description
  const tried = new Set([...before, ...found])
  const next = triesInOrder.find((one) => !tried.has(one))
  const capacity = scenario.consumers.reduce(
    (sum, _, at) => sum + 1e6 / Math.max(1, frame.consumer(at, 'serviceMeanUs')),
    0,
  )
  const scope = scopeOf(description, null)
  const dial = dialsOf(description, frame, scope).find(({ id }) => id === dialOf[next ?? 'double'])
  const begun = scenario.producers.reduce((sum, { arrivals }) => sum + arrivals.ratePerSecond, 0)
  const suggest = { double: begun * 2, crash: undefined, fail: failurePercent }[next ?? 'crash']
  const words = {
    double: { title: say('double'), how: say('doubleHow', { capacity: capacity.toFixed(0) }) },
    crash: {
      title: say('crash', { worker: scenario.consumers.at(-1)?.name ?? '' }),
      how: say('crashHow'),
    },
    fail: { title: say('fail'), how: say('failHow') },
  }
  return (
    <section className={styles.welcome} aria-label={say('title')}>
      <header className={styles.head}>
        <h2>{say('title')}</h2>
        <p>{say('lead')}</p>
      </header>
      <div className={styles.part}>
        <h3>{say('tries')}</h3>
        <ol>
          {triesInOrder.map((one, index) => (
            <li key={one} className={classes(styles.try, one === next && styles.next)}>
              <span className={styles.number}>
                {tried.has(one) ? <Mark of="acked" label={say('done')} /> : index + 1}
              </span>
              <span>
                <b>{words[one].title}</b>
                <br />
                {words[one].how}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <div className={styles.part}>
        {dial === undefined ? null : (
          <LabDial dial={dial} scope={scope} {...(suggest === undefined ? {} : { suggest })} />
        )}
      </div>
      <div className={styles.part}>
        <h3>{say('marks')}</h3>
        <dl className={styles.marks}>
          {states.map((state) => (
            <div key={state}>
              <dt style={{ color: `var(--${state}-text)` }}>
                <Mark of={state} /> {say(state)}
              </dt>
              <dd>{say(`${state}Means`)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <nav className={styles.doors} aria-label={say('doors')}>
        <h3>{say('doors')}</h3>
        <button type="button" onClick={() => goTo('explore')}>
          <Icon name="explore" /> {say('connect')} <Keycap keys="Mod+2" />
        </button>
        <button type="button" onClick={() => pickFile()}>
          <Icon name="folder" /> {say('openFile')} <Keycap keys="Mod+O" />
        </button>
        <button type="button" onClick={putWelcomeAway}>
          <Icon name="sliders" /> {say('dials')}
        </button>
      </nav>
    </section>
  )
}
