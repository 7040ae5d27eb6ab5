import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { layerOf, type Side, useAnchored } from './anchored.ts'
import { Keycap } from './Keycap.tsx'
import styles from './Tooltip.module.css'

const opensAfterMs = 450

interface TooltipText {
  readonly text: string
  readonly keys?: string | undefined
  readonly side?: Side
}

interface Tooltip {
  /** Spread on the control. */
  readonly anchor: {
    readonly onPointerEnter: (event: React.PointerEvent<HTMLElement>) => void
    readonly onPointerLeave: () => void
    readonly onPointerDown: () => void
    readonly onFocus: (event: React.FocusEvent<HTMLElement>) => void
    readonly onBlur: () => void
  }
  /** Rendered beside the control. */
  readonly tip: ReactNode
  /** Id of the open tip, for `aria-describedby`. */
  readonly id: string | undefined
}

/** A tip that opens on hover after a moment and at once on keyboard focus; Esc closes it. Null text: no tip. */
export function useTooltip(content: TooltipText | null): Tooltip {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const id = useId()
  const close = () => {
    clearTimeout(timer.current)
    setAnchor(null)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const isOpen = anchor !== null && content !== null
  return {
    anchor: {
      onPointerEnter: ({ currentTarget, pointerType }) => {
        if (content === null || pointerType === 'touch') return
        clearTimeout(timer.current)
        timer.current = setTimeout(() => setAnchor(currentTarget), opensAfterMs)
      },
      onPointerLeave: close,
      onPointerDown: close,
      onFocus: ({ currentTarget }) => {
        if (currentTarget.matches(':focus-visible')) setAnchor(currentTarget)
      },
      onBlur: close,
    },
    tip: isOpen ? <Tip id={id} anchor={anchor} {...content} onClose={close} /> : null,
    id: isOpen ? id : undefined,
  }
}

interface TipProps extends TooltipText {
  readonly id: string
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

function Tip({ id, anchor, text, keys, side = 'below', onClose }: TipProps) {
  const box = useRef<HTMLDivElement>(null)
  useAnchored(box, anchor, side, 'center')
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose()
    }
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  })
  return createPortal(
    <div ref={box} id={id} role="tooltip" className={styles.tip}>
      {text}
      {keys !== undefined && <Keycap keys={keys} />}
    </div>,
    layerOf(anchor),
  )
}
