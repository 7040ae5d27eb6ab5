import type { ReactNode } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { classes } from '#renderer/ui/classes.ts'
import { FoldContext } from '#renderer/ui/fold.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import { appText } from './app-text.ts'
import { openOverlay } from './overlay.ts'
import styles from './TopBar.module.css'
import { useMedia } from './use-media.ts'

interface TopBarProps {
  /** What is open and its state. */
  readonly head: ReactNode
  /** What drives it; never moves, because the sides are equally wide. */
  readonly transport?: ReactNode
  /** What can be done with it, before the way to everything else. */
  readonly actions?: ReactNode
}

export function TopBar({ head, transport, actions }: TopBarProps) {
  const text = useText(appText)
  const isTight = useMedia('(max-width: 1560px)')
  const isNarrow = useMedia('(max-width: 1320px)')
  const isSmallest = useMedia('(max-width: 1060px)')
  return (
    <header className={styles.bar}>
      <div className={styles.head}>{head}</div>
      <div>
        <FoldContext value={isSmallest}>{transport}</FoldContext>
      </div>
      <div className={styles.right}>
        <FoldContext value={isTight}>{actions}</FoldContext>
        <button
          type="button"
          className={classes(styles.goTo, isNarrow && styles.folded)}
          aria-label={text('goTo')}
          onClick={() => openOverlay('palette')}
        >
          <Icon name="search" size={isNarrow ? 16 : 14} />
          {isNarrow ? null : (
            <>
              <span className={styles.words}>{text('goTo')}</span>
              <Keycap keys="Mod+K" />
            </>
          )}
        </button>
      </div>
    </header>
  )
}
