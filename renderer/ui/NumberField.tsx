import { useState } from 'react'
import styles from './NumberField.module.css'
import { TextField } from './TextField.tsx'

interface NumberFieldProps {
  readonly label?: string
  readonly id?: string
  readonly value: number | null
  readonly min?: number
  readonly max?: number
  /** Whole numbers only. */
  readonly whole?: boolean
  readonly unit?: string
  readonly placeholder?: string
  readonly autoFocus?: boolean
  /** Called on Enter and on leaving, with a number inside the range. `null`: the field was emptied. */
  readonly onChange: (value: number | null) => void
  /** Esc, or leaving without a change. */
  readonly onCancel?: () => void
}

/** A number that is typed. What cannot be read as one is put back. Arrow keys change it by one, with Shift by ten. */
export function NumberField({
  label,
  id,
  value,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  whole = false,
  unit,
  placeholder,
  autoFocus = false,
  onChange,
  onCancel,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? (value === null ? '' : String(value))
  const commit = (text: string) => {
    setDraft(null)
    const typed = readNumber(text, whole)
    if (typed === undefined) return onCancel?.()
    const next = typed === null ? null : Math.min(max, Math.max(min, typed))
    if (next === value) onCancel?.()
    else onChange(next)
  }
  return (
    <TextField
      label={label}
      id={id}
      inputMode={whole ? 'numeric' : 'decimal'}
      value={shown}
      placeholder={placeholder}
      autoFocus={autoFocus}
      onFocus={(event) => event.target.select()}
      onChange={setDraft}
      onBlur={() => commit(shown)}
      onKeyDown={(event) => {
        const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
        if (event.key === 'Enter') commit(shown)
        else if (event.key === 'Escape') {
          event.stopPropagation()
          setDraft(null)
          onCancel?.()
        } else if (by !== undefined) {
          event.preventDefault()
          const from = readNumber(shown, whole) ?? 0
          const next = from + by * (event.shiftKey ? 10 : 1)
          setDraft(String(Math.min(max, Math.max(min, Number(next.toFixed(6))))))
        }
      }}
      after={unit && <span className={styles.unit}>{unit}</span>}
    />
  )
}

/** What was typed: a number, `null` for nothing, `undefined` for something else. Spaces group, a comma is a point. */
export function readNumber(text: string, whole: boolean): number | null | undefined {
  const plain = text.replace(/\s/g, '').replace(',', '.')
  if (plain === '') return null
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined
  const value = Number(plain)
  if (!Number.isFinite(value)) return undefined
  return whole ? Math.round(value) : value
}
