import { type ReactNode, useId, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { readNumber } from '#renderer/ui/NumberField.tsx'
import style from './build.module.css'
import { buildText } from './text.ts'

interface PropertyProps {
  readonly name: string
  /** RabbitMQ's own name: mono. */
  readonly mono?: boolean
  /** One line of what it does. */
  readonly help?: string | undefined
  /** What holds while it is not set, as written; left out where there is no default worth saying. */
  readonly standard?: string | undefined
  readonly isSet: boolean
  /** Where the rule behind it is compared with a server. */
  readonly evidence?: ReactNode
  readonly children: (id: string) => ReactNode
}

/** One row of the inspector: name and value, below them a line of help and the default. */
export function Property({
  name,
  mono = false,
  help,
  standard,
  isSet,
  evidence,
  children,
}: PropertyProps) {
  const text = useText(buildText)
  const id = useId()
  return (
    <div className={style.property} data-set={isSet || undefined}>
      <label htmlFor={id} className={mono ? style.argument : undefined}>
        {name}
      </label>
      <span className={style.value}>{children(id)}</span>
      <span className={style.help}>
        {help} {evidence}
      </span>
      <span className={style.standard}>
        {standard !== undefined && text('standard', { value: standard })}
      </span>
    </div>
  )
}

interface NumberValueProps {
  readonly id: string
  readonly value: number | null
  readonly unit?: string
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
  /** Shown while it is empty: what holds then. */
  readonly unset?: string
  readonly onChange: (value: number | null) => void
}

/** A number in its row; what cannot be read as one is put back. */
export function NumberValue({
  id,
  value,
  unit,
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  whole = false,
  unset,
  onChange,
}: NumberValueProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    const read = readNumber(typed, whole)
    setTyped(null)
    if (read === undefined || (read === null && unset === undefined)) return
    onChange(read === null ? null : Math.min(max, Math.max(min, read)))
  }
  return (
    <>
      <input
        id={id}
        className={style.inline}
        inputMode={whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={typed ?? (value === null ? '' : String(value))}
        placeholder={unset}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
      {unit !== undefined && value !== null && <span className={style.unit}>{unit}</span>}
    </>
  )
}

/** A text in its row, taken over on Enter and on leaving. Empty means unset. */
export function TextValue({
  id,
  value,
  unset,
  onChange,
}: {
  readonly id: string
  readonly value: string | null
  readonly unset: string
  readonly onChange: (value: string | null) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    if (typed === null) return
    setTyped(null)
    onChange(typed === '' ? null : typed)
  }
  return (
    <input
      id={id}
      className={style.inline}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? value ?? ''}
      placeholder={unset}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}

/** One of a few words in its row. */
export function ChoiceValue<Value extends string>({
  id,
  value,
  options,
  onChange,
}: {
  readonly id: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}) {
  return (
    <select
      id={id}
      className={style.inline}
      value={value}
      onChange={(event) => {
        const chosen = options[event.target.selectedIndex]
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** On or off in its row. */
export function FlagValue({
  id,
  value,
  onChange,
}: {
  readonly id: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  const text = useText(buildText)
  return (
    <ChoiceValue
      id={id}
      value={value ? 'yes' : 'no'}
      options={[
        { value: 'yes', label: text('yes') },
        { value: 'no', label: text('no') },
      ]}
      onChange={(chosen) => onChange(chosen === 'yes')}
    />
  )
}
