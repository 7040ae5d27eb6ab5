import type { ReactNode } from 'react'
import styles from './Mark.module.css'

export const states = [
  'ready',
  'unacked',
  'acked',
  'redelivered',
  'dead',
  'expired',
  'delayed',
  'blocked',
] as const
/** A state of a message. Its colour is `var(--ready)`, its word's `var(--ready-text)` and so on. */
export type MessageState = (typeof states)[number]

/** Everything with a shape of its own: the states, what is not a message, and what the app itself says. */
export type MarkName =
  | MessageState
  | 'unknown'
  | 'theory'
  | 'fault'
  | 'you'
  | 'failed'
  | 'waiting'
  | 'differs'
  | 'none'

const ring = <circle cx="6" cy="6" r="3.6" />
const shapes: Readonly<Record<MarkName, ReactNode>> = {
  ready: <circle className={styles.solid} cx="6" cy="6" r="4.1" />,
  unacked: <circle cx="6" cy="6" r="3.5" />,
  acked: <path d="M2.2 6.4 4.8 9l5-5.6" />,
  redelivered: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <circle className={styles.solid} cx="6" cy="6" r="1.7" />
    </>
  ),
  dead: <path d="M2.8 2.8l6.4 6.4M9.2 2.8 2.8 9.2" />,
  expired: <path className={styles.dashed} d="M6 1.4 10.6 6 6 10.6 1.4 6Z" />,
  delayed: (
    <>
      <circle cx="6" cy="6" r="4.4" />
      <path d="M6 3.4V6l1.9 1.2" />
    </>
  ),
  blocked: (
    <>
      <rect x="1.7" y="1.7" width="8.6" height="8.6" rx="1" />
      <path d="M1.9 6.7 6.7 1.9M2.4 9.6 9.6 2.4M5.3 10.1l4.8-4.8" />
    </>
  ),
  unknown: (
    <>
      <circle className={styles.dashed} cx="6" cy="6" r="4.8" />
      <path d="M4.8 4.9a1.2 1.2 0 1 1 1.8 1c-.4.2-.6.4-.6.8M6 8.3v.1" />
    </>
  ),
  theory: <path className={styles.shortDashes} d="M.5 6h11" />,
  fault: <path className={styles.solid} d="M7 .8 2.6 6.8h2.8L4.8 11.2l4.6-6.2H6.5Z" />,
  you: <path className={styles.flag} d="M2.5 11.5v-10h7.2L8 4.2l1.7 2.7H2.5" />,
  failed: (
    <>
      <path className={styles.solid} d="M6 1.2 11.4 10.6H.6Z" />
      <path className={styles.cut} d="M6 4.6v2.8M6 9v.1" />
    </>
  ),
  waiting: <g className={styles.dashed}>{ring}</g>,
  differs: <path d="M2 4.3h8M2 7.7h8M8.3 1.8 3.7 10.2" />,
  none: <path d="M3 6h6" />,
}

interface MarkProps {
  readonly of: MarkName
  /** Side in px. */
  readonly size?: number
  /** What it says where no word stands beside it. */
  readonly label?: string
}

/** One shape per state, drawn in the state's colour; ink for everything that is no message. */
export function Mark({ of, size = 12, label }: MarkProps) {
  const box = {
    className: `${styles.mark} ${styles[of]}`,
    width: size,
    height: size,
    viewBox: '0 0 12 12',
  }
  if (label === undefined) {
    return (
      <svg {...box} aria-hidden="true">
        {shapes[of]}
      </svg>
    )
  }
  return (
    <svg {...box} role="img" aria-label={label}>
      {shapes[of]}
    </svg>
  )
}
