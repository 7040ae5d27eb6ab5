import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  /** A fact: what is so, since when, what was or was not done. */
  readonly children: ReactNode
  /** The next act: one button. */
  readonly action?: ReactNode
}

/** Nothing to show, something being read, or something that failed: in the pane it concerns. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <h3 className={styles.title}>
        <Icon name={icon} />
        {title}
      </h3>
      <p className={styles.fact}>{children}</p>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
