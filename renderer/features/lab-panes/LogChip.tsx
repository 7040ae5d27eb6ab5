import { classes } from '#renderer/ui/classes.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import styles from './log.module.css'

interface LogChipProps {
  readonly name: string
  readonly on: boolean
  readonly tip: string
  readonly onToggle: () => void
}

/** What the log is restricted to, or could be. */
export function LogChip({ name, on, tip, onToggle }: LogChipProps) {
  return (
    <button
      type="button"
      className={classes(styles.chip, on && styles.on)}
      aria-pressed={on}
      title={tip}
      onClick={onToggle}
    >
      <Icon name="filter" size={12} /> <span>{name}</span>
    </button>
  )
}
