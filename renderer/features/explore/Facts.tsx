import { visible } from '#core/payload/visible.ts'
import styles from './Facts.module.css'

/** Names and values as they are on the wire; what would be invisible is written out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header table may repeat a name
        <div key={at} className={styles.fact}>
          <dt>{visible(name)}</dt>
          <dd>{visible(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
