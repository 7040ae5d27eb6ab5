import styles from './Logo.module.css'

/** A sluice: two posts, the gate half up, and water going under it. */
export function Logo() {
  return (
    <svg className={styles.logo} width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <path className={styles.posts} d="M1.5 1v20M20.5 1v20" />
      <rect className={styles.gate} x="5.75" y=".75" width="10.5" height="8.5" rx="1.5" />
      <path className={styles.water} d="M5 14c2-2 4-1.5 6 0s4 2 6 0M5 19c2-2 4-1.5 6 0s4 2 6 0" />
    </svg>
  )
}
