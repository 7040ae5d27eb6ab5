import { useEffect } from 'react'
import styles from './Toast.module.css'

interface ToastProps {
  /** What was done, with its object. */
  readonly text: string
  readonly undo: string
  readonly onUndo: () => void
  readonly onGone: () => void
}

const staysMs = 8000

/** Offers to take the last act back; never tells of errors. */
export function Toast({ text, undo, onUndo, onGone }: ToastProps) {
  useEffect(() => {
    const timer = setTimeout(onGone, staysMs)
    return () => clearTimeout(timer)
  }, [onGone])
  return (
    <output className={styles.toast}>
      {text}
      <button
        type="button"
        className={styles.undo}
        onClick={() => {
          onUndo()
          onGone()
        }}
      >
        {undo}
      </button>
    </output>
  )
}
