import type { ReactNode } from 'react'
import styles from './Switch.module.css'

interface SwitchProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  /** A word in small ink behind the name. */
  readonly note?: string
}

/** On or off, at once. On is ink: a switch is a setting, not an act of yours that stays on the screen. */
export function Switch({ checked, onChange, children, note }: SwitchProps) {
  return (
    <label className={styles.switch}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
      {note && <span className={styles.note}>{note}</span>}
    </label>
  )
}
