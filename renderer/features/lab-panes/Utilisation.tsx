import { useText } from '#renderer/i18n/use-text.ts'
import type { QueueFacts } from '#renderer/state/queue-facts.ts'
import { writeRate } from '#renderer/ui/number.ts'
import { dialsText } from './dials-text.ts'
import styles from './inspector.module.css'

interface UtilisationProps {
  readonly queues: readonly QueueFacts[]
}

/** ρ as one bar: first tries solid, retries hatched, the wall at 1. Over several queues it is that of all workers. */
export function Utilisation({ queues }: UtilisationProps) {
  const say = useText(dialsText)
  const served = queues.filter(({ capacityRate }) => capacityRate > 0)
  if (served.length === 0) return null
  const sum = (rate: (queue: QueueFacts) => number) =>
    served.reduce((total, queue) => total + rate(queue), 0)
  const capacity = sum(({ capacityRate }) => capacityRate)
  const first = sum(({ arrivalRate }) => arrivalRate) / capacity
  const retries = sum(({ redeliveryRate }) => redeliveryRate) / capacity
  const total = first + retries
  // Beyond the wall the bar is full; the number says by how much.
  const scale = Math.max(1, total)
  return (
    <div className={styles.utilisation}>
      <div className={styles.row}>
        <span>
          {say('utilisation')} <i className={styles.symbol}>ρ</i>
        </span>
        <b>{total.toFixed(2)}</b>
      </div>
      <div className={styles.bar}>
        <span className={styles.firstTries} style={{ width: `${(first / scale) * 100}%` }} />
        <span className={styles.retries} style={{ width: `${(retries / scale) * 100}%` }} />
        <span className={styles.wall} style={{ left: `${100 / scale}%` }} />
      </div>
      <div className={styles.foot}>
        <span>
          {say('firstTries', { share: first.toFixed(2) })}
          {retries >= 0.005 ? (
            <span className={styles.retriesText}>
              {say('retries', { share: retries.toFixed(2) })}
            </span>
          ) : null}
        </span>
        <span>
          {say('ofCapacity', {
            load: writeRate(total * capacity),
            capacity: writeRate(capacity),
          })}
        </span>
      </div>
    </div>
  )
}
