import type { ReactNode } from 'react'
import styles from './Tag.module.css'

interface TagProps {
  /** An environment has its colour, filled for production; else ink on a line. */
  readonly of?: 'production' | 'staging' | 'local'
  readonly children: ReactNode
}

/** A word in a small box: an environment, or the number of a rule. */
export function Tag({ of, children }: TagProps) {
  return <span className={of ? `${styles.tag} ${styles[of]}` : styles.tag}>{children}</span>
}
