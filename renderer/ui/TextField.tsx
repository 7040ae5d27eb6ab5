import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import { Keycap } from './Keycap.tsx'
import styles from './TextField.module.css'

export interface TextFieldProps
  extends Omit<ComponentProps<'input'>, 'className' | 'onChange' | 'size' | 'children'> {
  /** Its name where no visible label stands beside it. */
  readonly label?: string | undefined
  readonly value: string
  readonly onChange: (value: string) => void
  readonly icon?: IconName
  /** The key that jumps here, shown while it is empty. */
  readonly keys?: string | undefined
  /** For ids, hosts, keys: what a machine reads. */
  readonly mono?: boolean
  /** Marks the field as the one at fault. */
  readonly invalid?: boolean
  /** Something at its right end: a button, or a word about the value. */
  readonly after?: ReactNode
}

export function TextField({
  label,
  value,
  onChange,
  icon,
  keys,
  mono = false,
  invalid = false,
  after,
  ...rest
}: TextFieldProps) {
  return (
    <span className={classes(styles.field, mono && styles.mono)}>
      {icon && <Icon name={icon} />}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...rest}
        aria-label={label}
        aria-invalid={invalid || undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {keys !== undefined && value === '' && <Keycap keys={keys} />}
      {after}
    </span>
  )
}
