import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import styles from './Pane.module.css'

interface PaneProps {
  readonly title: string
  /** What it is about, in small ink behind the title. */
  readonly note?: ReactNode
  /** Small controls at the right end of its head. */
  readonly actions?: ReactNode
  /** Takes the height that is left and scrolls; else it is as high as its content. */
  readonly fills?: boolean
  /** Its content meets the edges: tables, lists. */
  readonly flush?: boolean
  readonly children: ReactNode
}

/** A region of the window with a head of 36 px. No frame and no radius: hairlines divide panes. */
export function Pane({ title, note, actions, fills = false, flush = false, children }: PaneProps) {
  const heading = useId()
  return (
    <section className={classes(styles.pane, fills && styles.fills)} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={classes(styles.body, flush && styles.flush)}>{children}</div>
    </section>
  )
}
