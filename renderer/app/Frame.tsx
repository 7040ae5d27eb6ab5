import type { ReactNode } from 'react'
import styles from './Frame.module.css'
import { Rail } from './Rail.tsx'
import { TopBar } from './TopBar.tsx'

interface FrameProps {
  readonly head: ReactNode
  readonly transport?: ReactNode
  readonly actions?: ReactNode
  readonly status: ReactNode
  readonly children: ReactNode
}

/** The window: rail, top bar, what the place shows, status bar. Each place fills the slots. */
export function Frame({ head, transport, actions, status, children }: FrameProps) {
  return (
    <div className={styles.frame}>
      <Rail />
      <TopBar head={head} transport={transport} actions={actions} />
      <main className={styles.main}>{children}</main>
      <footer className={styles.status}>{status}</footer>
    </div>
  )
}
