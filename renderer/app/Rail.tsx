import { useText } from '#renderer/i18n/use-text.ts'
import { goTo, type Place, useView } from '#renderer/state/view.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { useTooltip } from '#renderer/ui/Tooltip.tsx'
import { appText } from './app-text.ts'
import { Logo } from './Logo.tsx'
import { closeOverlay, openOverlay, useOverlay } from './overlay.ts'
import { placeKeys, places } from './places.ts'
import styles from './Rail.module.css'

/** Where you are and where you can go. The place is marked in ink. */
export function Rail() {
  const text = useText(appText)
  const overlay = useOverlay(({ open }) => open)
  const place = useView((view) => view.place)
  return (
    <nav className={styles.rail} aria-label={text('places')}>
      <Logo />
      <div className={styles.places}>
        {places.map((name) => (
          <PlaceButton
            key={name}
            name={name}
            label={text(name)}
            isHere={name === place && overlay !== 'settings'}
          />
        ))}
      </div>
      <IconButton
        icon="help"
        label={text('help')}
        keys="?"
        tipSide="right"
        iconPx={20}
        aria-expanded={overlay === 'help'}
        onClick={() => openOverlay('help')}
      />
      <span className={classes(overlay === 'settings' && styles.here)}>
        <IconButton
          icon="settings"
          label={text('settings')}
          keys="Mod+,"
          tipSide="right"
          iconPx={20}
          aria-current={overlay === 'settings' ? 'page' : undefined}
          onClick={() => (overlay === 'settings' ? closeOverlay() : openOverlay('settings'))}
        />
      </span>
    </nav>
  )
}

interface PlaceButtonProps {
  readonly name: Place
  readonly label: string
  readonly isHere: boolean
}

function PlaceButton({ name, label, isHere }: PlaceButtonProps) {
  const tooltip = useTooltip({ text: label, keys: placeKeys(name), side: 'right' })
  return (
    <>
      <button
        type="button"
        {...tooltip.anchor}
        className={classes(styles.place, isHere && styles.here)}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => {
          closeOverlay()
          goTo(name)
        }}
      >
        <span className={styles.tile}>
          <Icon name={name} size={20} />
        </span>
        {label}
      </button>
      {tooltip.tip}
    </>
  )
}
