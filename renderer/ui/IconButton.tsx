import type { ComponentProps } from 'react'
import type { Side } from './anchored.ts'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import styles from './IconButton.module.css'
import type { IconName } from './icon-paths.ts'
import { useTooltip } from './Tooltip.tsx'

export interface IconButtonProps
  extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'disabled' | 'title'> {
  readonly icon: IconName
  /** What it does; its name for a screen reader and its tip. */
  readonly label: string
  readonly keys?: string | undefined
  readonly size?: 'small' | 'normal'
  /** With an outline, as beside an input. */
  readonly outlined?: boolean
  readonly locked?: string | null | undefined
  readonly tipSide?: Side
  /** Side of the icon in px. */
  readonly iconPx?: number
}

export function IconButton({
  icon,
  label,
  keys,
  size = 'normal',
  outlined = false,
  locked,
  tipSide = 'below',
  iconPx = 16,
  onClick,
  ...rest
}: IconButtonProps) {
  const isLocked = locked !== undefined && locked !== null
  const tooltip = useTooltip({
    text: isLocked ? `${label}: ${locked}` : label,
    keys: isLocked ? undefined : keys,
    side: tipSide,
  })
  return (
    <>
      <button
        type="button"
        {...rest}
        {...tooltip.anchor}
        className={classes(
          styles.button,
          size === 'small' && styles.small,
          outlined && styles.outlined,
          isLocked && styles.locked,
        )}
        aria-label={label}
        aria-disabled={isLocked || undefined}
        aria-description={locked ?? undefined}
        onClick={isLocked ? undefined : onClick}
      >
        <Icon name={icon} size={iconPx} />
      </button>
      {tooltip.tip}
    </>
  )
}
