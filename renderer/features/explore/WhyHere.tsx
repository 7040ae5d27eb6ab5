import { useText } from '#renderer/i18n/use-text.ts'
import { type BrowsedMessage, useExplore } from '#renderer/state/explore.ts'
import { Mark, type MarkName } from '#renderer/ui/Mark.tsx'
import { deathsOf } from './deaths.ts'
import { exploreText } from './text.ts'
import styles from './WhyHere.module.css'

/** What the message itself says of its way here, oldest first: published, delivered, given up. */
export function WhyHere({ message }: { readonly message: BrowsedMessage }) {
  const text = useText(exploreText)
  const virtual = useExplore(({ opened }) => 'id' in opened && opened.id === 'simulated')
  const deaths = deathsOf(message.properties.headers)
  const first = deaths.at(-1)
  const exchange = first?.exchange ?? message.exchange
  const key = <b>{first?.routingKeys[0] ?? message.routingKey}</b>
  return (
    <section className={styles.why}>
      <h3 className={styles.title}>{text('whyHere')}</h3>
      <ol className={styles.steps}>
        <Step mark="ready" at={null}>
          {exchange === ''
            ? text.rich('publishedDefault', { key })
            : text.rich('published', { exchange: <b>{exchange}</b>, key })}
        </Step>
        {[...deaths].reverse().map((death) => (
          <Step
            key={`${death.queue}\n${death.reason}`}
            mark={death.reason === 'expired' ? 'expired' : 'dead'}
            at={death.atMs === null ? null : virtual ? virtualClock(death.atMs) : clock(death.atMs)}
          >
            {death.count > 1
              ? text.rich('deadLetteredTimes', {
                  queue: <b>{death.queue}</b>,
                  reason: <b>{death.reason}</b>,
                  count: death.count,
                })
              : text.rich('deadLettered', {
                  queue: <b>{death.queue}</b>,
                  reason: <b>{death.reason}</b>,
                })}
          </Step>
        ))}
        {message.redelivered && (
          <Step mark="redelivered" at={null}>
            {text('delivered')}
          </Step>
        )}
      </ol>
    </section>
  )
}

function Step({
  mark,
  at,
  children,
}: {
  readonly mark: MarkName
  readonly at: string | null
  readonly children: React.ReactNode
}) {
  return (
    <li className={styles.step}>
      <Mark of={mark} />
      <span className={styles.time}>{at}</span>
      <span>{children}</span>
    </li>
  )
}

/** Local time of day. */
const clock = (ms: number) => new Date(ms).toTimeString().slice(0, 8)

/** Virtual time began at zero, whatever the time zone. */
const virtualClock = (ms: number) => new Date(ms).toISOString().slice(11, 19)
