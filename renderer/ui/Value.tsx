import styles from './Value.module.css'

interface ValueProps {
  readonly number: string
  readonly unit?: string
  /** Weight 600. */
  readonly strong?: boolean
}

/** A number and, after a space, its unit in small ink. */
export function Value({ number, unit, strong = false }: ValueProps) {
  return (
    <span className={styles.value}>
      {strong ? <strong>{number}</strong> : number}
      {unit !== undefined && <span className={styles.unit}> {unit}</span>}
    </span>
  )
}
