import { useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { restart } from '#renderer/state/run-control.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { NumberField } from '#renderer/ui/NumberField.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { labText } from './lab-text.ts'
import styles from './status.module.css'

const seedMax = 0xffffffff

/** The number every random draw comes from. Changing it begins the run anew. */
export function SeedField({ seed }: { readonly seed: number }) {
  const say = useText(labText)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const begin = (next: number | null) => {
    setAnchor(null)
    void restart(next)
  }
  return (
    <span>
      <button
        type="button"
        className={styles.seed}
        aria-label={say('changeSeed', { seed })}
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(anchor === null ? currentTarget : null)}
      >
        {say('seed')} <b>{seed}</b>
      </button>
      {anchor === null ? null : (
        <Popover anchor={anchor} side="above" label={say('seed')} onClose={() => setAnchor(null)}>
          <div className={styles.seedPanel}>
            <p>{say('seedHint')}</p>
            <NumberField
              label={say('seed')}
              value={seed}
              min={0}
              max={seedMax}
              whole
              autoFocus
              onChange={(next) => begin(next)}
            />
            <div className={styles.seedActions}>
              <Button size="small" icon="restart" onClick={() => begin(null)}>
                {say('restartWith')}
              </Button>
              <Button
                size="small"
                icon="refresh"
                onClick={() => begin(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0)}
              >
                {say('another')}
              </Button>
            </div>
          </div>
        </Popover>
      )}
    </span>
  )
}
