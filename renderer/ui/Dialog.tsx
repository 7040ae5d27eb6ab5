import { type ReactNode, useEffect, useRef } from 'react'
import { classes } from './classes.ts'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly label: string
  /** `top`: 112 px below the upper edge, as the palette; else in the middle. */
  readonly at?: 'top' | 'middle'
  readonly widthPx: number
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A window over everything, closed by Esc or a press outside. The browser keeps the focus in and gives it back. */
export function Dialog({ label, at = 'middle', widthPx, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    // Unless something in it asks for the focus, the dialog has it: a button must not be pressed by a stray key.
    if (dialog && !dialog.querySelector('input:focus, textarea:focus')) dialog.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={box}
      aria-label={label}
      tabIndex={-1}
      className={classes(styles.dialog, at === 'top' && styles.top)}
      style={{ width: widthPx }}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      onKeyDown={(event) => {
        // Keys in here are not the page's.
        event.stopPropagation()
      }}
    >
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}
