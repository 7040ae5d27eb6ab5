import { type ComponentProps, useContext } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { FoldContext } from './fold.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import { Keycap } from './Keycap.tsx'
import { useTooltip } from './Tooltip.tsx'

export interface ButtonProps
  extends Omit<ComponentProps<'button'>, 'className' | 'disabled' | 'title'> {
  /** `primary` is the hand colour: one per screen. `quiet` has no outline until hovered. */
  readonly kind?: 'rest' | 'primary' | 'quiet'
  readonly size?: 'small' | 'normal' | 'large'
  readonly icon?: IconName
  /** Key combination shown inside, e.g. `Enter`. */
  readonly keys?: string
  /** Why it cannot be pressed now. It keeps its place, with a dashed outline, and says the reason. */
  readonly locked?: string | null | undefined
  /** More than the words on it say. */
  readonly tip?: string | undefined
}

export function Button({
  kind = 'rest',
  size = 'normal',
  icon,
  keys,
  locked,
  tip,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isFolded = useContext(FoldContext) && icon !== undefined
  const word = isFolded && typeof children === 'string' ? children : undefined
  const reason = locked ?? tip
  const said = [word, reason].filter((part) => part !== undefined).join(': ')
  const tooltip = useTooltip(said === '' ? null : { text: said, keys: isFolded ? keys : undefined })
  const isLocked = locked !== undefined && locked !== null
  return (
    <>
      <button
        type="button"
        {...rest}
        {...tooltip.anchor}
        className={classes(styles.button, styles[size], isLocked ? styles.locked : styles[kind])}
        aria-disabled={isLocked || undefined}
        aria-description={reason}
        onClick={isLocked ? undefined : onClick}
      >
        {icon && <Icon name={icon} />}
        {isFolded ? <span className={styles.folded}>{children}</span> : children}
        {keys && !isFolded && <Keycap keys={keys} />}
      </button>
      {tooltip.tip}
    </>
  )
}
