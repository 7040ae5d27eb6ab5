import { type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { layerOf, type Point, type Side, useAnchored } from './anchored.ts'
import { classes } from './classes.ts'
import styles from './Popover.module.css'

interface PopoverProps {
  readonly anchor: HTMLElement | Point
  readonly label: string
  readonly side?: Side
  readonly align?: 'start' | 'center' | 'end'
  /** Without padding: lists. */
  readonly flush?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A small panel beside its control. Esc, a press elsewhere or leaving it by Tab closes it; focus goes back. */
export function Popover({
  anchor,
  label,
  side = 'below',
  align = 'start',
  flush = false,
  onClose,
  children,
}: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useAnchored(box, anchor, side, align)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const panel = box.current
    const before = document.activeElement
    if (panel && !panel.contains(before)) {
      const first = panel.querySelector<HTMLElement>('[autofocus], input, button, [tabindex]')
      ;(first ?? panel).focus()
    }
    const pressed = (event: PointerEvent) => {
      const target = event.target as Node
      const onAnchor = anchor instanceof HTMLElement && anchor.contains(target)
      if (!panel?.contains(target) && !onAnchor) close.current()
    }
    // What had the focus may be gone from the panel.
    const typed = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.activeElement === document.body) close.current()
    }
    window.addEventListener('pointerdown', pressed, true)
    window.addEventListener('keydown', typed)
    return () => {
      window.removeEventListener('pointerdown', pressed, true)
      window.removeEventListener('keydown', typed)
      const inside =
        panel?.contains(document.activeElement) || document.activeElement === document.body
      if (inside && before instanceof HTMLElement) before.focus()
    }
  }, [anchor])
  return createPortal(
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={classes(styles.popover, flush && styles.flush)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      onBlur={(event) => {
        const next = event.relatedTarget
        if (next !== null && !event.currentTarget.contains(next)) onClose()
      }}
    >
      {children}
    </div>,
    layerOf(anchor),
  )
}
