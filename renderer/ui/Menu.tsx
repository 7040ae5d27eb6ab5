import { Fragment } from 'react'
import type { Point } from './anchored.ts'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import { Keycap } from './Keycap.tsx'
import styles from './Menu.module.css'
import { Popover } from './Popover.tsx'
import { rowAfter } from './row-keys.ts'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly keys?: string
  /** Why it cannot be chosen now. */
  readonly locked?: string | null
  /** A hairline above it. */
  readonly begins?: boolean
  readonly onChoose: () => void
}

interface MenuProps {
  readonly label: string
  /** The control it hangs from, or where the pointer was. */
  readonly anchor: HTMLElement | Point
  readonly align?: 'start' | 'end'
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** What can be done with a thing: from a button, or on right click. Arrows walk, a letter jumps, Enter chooses. */
export function Menu({ label, anchor, align = 'start', items, onClose }: MenuProps) {
  return (
    <Popover anchor={anchor} align={align} label={label} flush onClose={onClose}>
      <div
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className={styles.menu}
        onKeyDown={(event) => {
          const buttons = [...event.currentTarget.querySelectorAll('button')]
          const current = buttons.indexOf(document.activeElement as HTMLButtonElement)
          const letter = event.key.length === 1 ? event.key.toLowerCase() : null
          const next =
            letter === null
              ? rowAfter(event.key, current, buttons.length, buttons.length)
              : items.findIndex(
                  (item, index) => index > current && item.label.toLowerCase().startsWith(letter),
                )
          if (next === undefined || next === -1 || letter === ' ') return
          event.preventDefault()
          buttons[next]?.focus()
        }}
      >
        {items.map((item) => {
          const isLocked = item.locked !== undefined && item.locked !== null
          return (
            <Fragment key={item.label}>
              {item.begins && <hr className={styles.line} />}
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                aria-disabled={isLocked || undefined}
                className={classes(styles.item, isLocked && styles.locked)}
                onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
                onClick={() => {
                  if (isLocked) return
                  onClose()
                  item.onChoose()
                }}
              >
                <span className={styles.icon}>{item.icon && <Icon name={item.icon} />}</span>
                {item.label}
                {isLocked && <span className={styles.reason}>{item.locked}</span>}
                {item.keys && <Keycap keys={item.keys} />}
              </button>
            </Fragment>
          )
        })}
      </div>
    </Popover>
  )
}
