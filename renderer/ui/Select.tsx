import { Icon } from './Icon.tsx'
import styles from './Select.module.css'

interface SelectProps<Value extends string> {
  readonly label?: string
  readonly id?: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

/** One of many: the platform's own list, in the look of a field. */
export function Select<Value extends string>({
  label,
  id,
  value,
  options,
  onChange,
}: SelectProps<Value>) {
  return (
    <span className={styles.select}>
      <select
        id={id}
        aria-label={label}
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
      <Icon name="chevronDown" size={14} />
    </span>
  )
}
