import { type ReactNode, useId } from 'react'
import styles from './Segmented.module.css'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  /** A count beside the label. */
  readonly count?: string
}

interface SegmentedProps<Value extends string> {
  /** What is being chosen, for a screen reader. */
  readonly label: string
  readonly value: Value
  readonly segments: readonly Segment<Value>[]
  readonly onChange: (value: Value) => void
}

/** One of a few, all visible: radio buttons, so arrow keys move and choose. */
export function Segmented<Value extends string>({
  label,
  value,
  segments,
  onChange,
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={styles.group}>
      {segments.map((segment) => (
        <label key={segment.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.label}
          {segment.count !== undefined && <span className={styles.count}>{segment.count}</span>}
        </label>
      ))}
    </div>
  )
}
