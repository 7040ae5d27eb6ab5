import { classes } from './classes.ts'
import styles from './Splitter.module.css'

interface SplitterProps {
  /** What it makes wider or higher, for a screen reader. */
  readonly label: string
  /** The pane it sizes, by which side of the line it is on. */
  readonly sizes: 'left' | 'right' | 'below'
  readonly valuePx: number
  readonly minPx: number
  readonly maxPx: number
  readonly onChange: (valuePx: number) => void
  /** Double click: back to the size of the look. */
  readonly onReset: () => void
}

const keyStepPx = 8

/** The hairline between two panes, to be dragged, or moved by arrow keys (Shift for more). */
export function Splitter({
  label,
  sizes,
  valuePx,
  minPx,
  maxPx,
  onChange,
  onReset,
}: SplitterProps) {
  const isColumn = sizes !== 'below'
  const limit = (px: number) => Math.round(Math.min(maxPx, Math.max(minPx, px)))
  const grows = sizes === 'left' ? 1 : -1
  return (
    <hr
      aria-label={label}
      aria-orientation={isColumn ? 'vertical' : 'horizontal'}
      aria-valuenow={valuePx}
      aria-valuemin={minPx}
      aria-valuemax={maxPx}
      tabIndex={0}
      className={classes(styles.splitter, isColumn ? styles.column : styles.row)}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        const line = event.currentTarget
        const from = isColumn ? event.clientX : event.clientY
        line.setPointerCapture(event.pointerId)
        const drag = (move: PointerEvent) =>
          onChange(limit(valuePx + grows * ((isColumn ? move.clientX : move.clientY) - from)))
        const drop = () => {
          line.removeEventListener('pointermove', drag)
          line.removeEventListener('lostpointercapture', drop)
        }
        line.addEventListener('pointermove', drag)
        line.addEventListener('lostpointercapture', drop)
      }}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        const keys = isColumn ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
        const by = keys.indexOf(event.key)
        if (by === -1) return
        event.preventDefault()
        event.stopPropagation()
        onChange(
          limit(valuePx + grows * (by === 0 ? -1 : 1) * keyStepPx * (event.shiftKey ? 5 : 1)),
        )
      }}
    />
  )
}
