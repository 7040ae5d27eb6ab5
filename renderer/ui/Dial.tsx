import { useRef, useState } from 'react'
import { classes } from './classes.ts'
import styles from './Dial.module.css'
import { type DialScale, stepFrom } from './dial-scale.ts'
import { NumberField } from './NumberField.tsx'

interface DialProps {
  readonly label: string
  /** λ, μ, ρ, p: how the field writes it. */
  readonly symbol?: string
  readonly unit?: string
  readonly value: number
  readonly scale: DialScale
  /** What may be typed; else what the scale reaches. */
  readonly limits?: { readonly min: number; readonly max: number }
  /** Whole numbers only. */
  readonly whole?: boolean
  readonly write: (value: number) => string
  /** Small words under the ends of the track. */
  readonly left?: string | undefined
  readonly right?: string | undefined
  /** You moved it: its knob stays in the hand colour. */
  readonly moved?: boolean
  /** Name of the field that opens on double click or Enter. */
  readonly typeLabel?: string
  /** Called on release, on a key's release and on a typed value: each call is one change. */
  readonly onChange: (value: number) => void
}

/** A number turned by hand: drag, arrow keys (Shift and Page for ten steps), Home and End, or type it. */
export function Dial({
  label,
  symbol,
  unit,
  value,
  scale,
  limits = scale,
  whole = false,
  write,
  left,
  right,
  moved = false,
  typeLabel = label,
  onChange,
}: DialProps) {
  const [draft, setDraft] = useState<number | null>(null)
  const [typing, setTyping] = useState(false)
  const track = useRef<HTMLDivElement>(null)
  const shown = draft ?? value
  const position = `${scale.position(shown) * 100}%`

  const commit = () => {
    if (draft !== null && draft !== value) onChange(draft)
    setDraft(null)
  }
  const dragTo = (clientX: number) => {
    const box = track.current?.getBoundingClientRect()
    if (box) setDraft(scale.value((clientX - box.left) / box.width))
  }
  const finishTyping = (typed: number | null) => {
    setTyping(false)
    if (typed !== null) onChange(typed)
    track.current?.focus()
  }

  return (
    <div className={styles.dial}>
      <div className={styles.head}>
        <span className={styles.label}>
          {label}
          {symbol && <span className={styles.symbol}>{symbol}</span>}
        </span>
        {typing ? (
          <span className={styles.typed}>
            <NumberField
              label={typeLabel}
              value={value}
              min={limits.min}
              max={limits.max}
              whole={whole}
              autoFocus
              onChange={finishTyping}
              onCancel={() => finishTyping(null)}
            />
          </span>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.value}
            aria-label={typeLabel}
            onDoubleClick={() => setTyping(true)}
          >
            {write(shown)}
            {unit && <span className={styles.unit}> {unit}</span>}
          </button>
        )}
      </div>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={limits.min}
        aria-valuemax={limits.max}
        aria-valuenow={shown}
        aria-valuetext={`${write(shown)} ${unit ?? ''}`}
        className={styles.track}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          dragTo(event.clientX)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) dragTo(event.clientX)
        }}
        onPointerUp={commit}
        onPointerCancel={() => setDraft(null)}
        onDoubleClick={() => setTyping(true)}
        onKeyDown={(event) => {
          const next = keyTarget(event.key, event.shiftKey, scale, shown)
          if (event.key === 'Enter') setTyping(true)
          if (event.key === 'Escape' && draft !== null) {
            event.stopPropagation()
            setDraft(null)
          }
          if (next === undefined) return
          event.preventDefault()
          event.stopPropagation()
          setDraft(next)
        }}
        onKeyUp={commit}
        onBlur={commit}
      >
        <div className={styles.rail} />
        <div className={styles.fill} style={{ width: position }} />
        <div className={classes(styles.knob, moved && styles.moved)} style={{ left: position }} />
      </div>
      {(left !== undefined || right !== undefined) && (
        <div className={styles.foot}>
          <span>{left}</span>
          <span>{right}</span>
        </div>
      )}
    </div>
  )
}

/** Where a key takes the dial, if anywhere. */
function keyTarget(
  key: string,
  shift: boolean,
  scale: DialScale,
  value: number,
): number | undefined {
  const steps = shift ? 10 : 1
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepFrom(scale, value, steps)
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepFrom(scale, value, -steps)
    case 'PageUp':
      return stepFrom(scale, value, 10)
    case 'PageDown':
      return stepFrom(scale, value, -10)
    case 'Home':
      return scale.value(0)
    case 'End':
      return scale.value(1)
    default:
      return undefined
  }
}
