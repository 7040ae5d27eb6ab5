import styles from './Icon.module.css'
import { type IconName, iconPaths } from './icon-paths.ts'

interface IconProps {
  readonly name: IconName
  /** Side in px. */
  readonly size?: number
}

/** A line icon in the colour of the text around it. Says nothing to a screen reader: the control it is in does. */
export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={iconPaths[name]} />
      {name === 'deadQueue' && <path className={styles.floor} d="M2.5 12.8h11" />}
    </svg>
  )
}
