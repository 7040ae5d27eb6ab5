import { useText } from '#renderer/i18n/use-text.ts'
import styles from './hot.module.css'
import { hotText } from './hot-text.ts'

const columns = 'M0 14v-4h5v4zM6 14v-7h5v7zM12 14v-6h5v6zM18 14v-9h5v9zM30 14v-8h5v8zM36 14v-5h5v5z'
const hotColumn = 'M24 14v-13h5v13z'

/** How to read the cards of a large topology. */
export function ZoomLegend() {
  const say = useText(hotText)
  const rows = [
    [
      'readColumn',
      <g key="columns">
        <path className={styles.column} d={columns} />
        <path className={styles.full} d={hotColumn} />
      </g>,
    ],
    [
      'readSum',
      <g key="sum">
        <rect className={styles.bed} y={4} width={40} height={7} />
        <rect className={styles.full} x={16} y={4} width={24} height={7} />
        <rect className={styles.held} x={41.5} y={4.6} width={5} height={5.8} />
      </g>,
    ],
    ['readNamed', <path key="arrow" className={styles.arrow} d="M24 3l4 7h-8z" />],
    ['readWire', <path key="wire" className={styles.wire} d="M0 7h48" />],
  ] as const
  return (
    <section className={styles.legend} aria-label={say('read')}>
      <h3>{say('read')}</h3>
      {rows.map(([key, picture]) => (
        <p key={key}>
          <svg width="48" height="14" aria-hidden="true">
            {picture}
          </svg>
          {say(key)}
        </p>
      ))}
    </section>
  )
}
