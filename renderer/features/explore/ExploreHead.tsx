import { useRef, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type ConnectionEntry, lock, unlock, useExplore } from '#renderer/state/explore.ts'
import type { Opened } from '#renderer/state/opened.ts'
import { Breadcrumb } from '#renderer/ui/Breadcrumb.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import styles from './ExploreHead.module.css'
import { exploreText } from './text.ts'

/** Left of the top bar: where you are, which environment that is, and the lock. */
export function ExploreHead() {
  const text = useText(exploreText)
  const opened = useExplore((explore) => explore.opened)
  const entry = useExplore((explore) =>
    'id' in opened
      ? explore.connections.find(({ profile }) => profile.id === opened.id)
      : undefined,
  )
  const title =
    opened.kind === 'form' ? text(opened.profile ? 'editConnection' : 'newConnection') : undefined
  const path = [text('explore'), ...(title ? [title] : pathOf(opened, entry))]
  return (
    <Breadcrumb path={path}>
      {entry && <Tag of={entry.profile.environment}>{text(entry.profile.environment)}</Tag>}
      {entry && <Lock entry={entry} />}
    </Breadcrumb>
  )
}

function pathOf(opened: Opened, entry: ConnectionEntry | undefined): readonly string[] {
  if (!entry) return []
  const { name, kind } = entry.profile
  if (opened.kind !== 'queue' && opened.kind !== 'exchange') return [name]
  const thing = opened.kind === 'queue' ? opened.queue : opened.exchange
  return kind === 'simulated' ? [name, thing] : [name, opened.virtualHost, thing]
}

/** Read-only, or writable for the minutes that are left; unlocking asks for the connection's name. */
function Lock({ entry }: { readonly entry: ConnectionEntry }) {
  const text = useText(exploreText)
  const anchor = useRef<HTMLSpanElement>(null)
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const { id, name } = entry.profile
  const close = () => {
    setAsking(false)
    setTyped('')
  }
  if (!entry.readOnly) {
    return (
      <Button size="small" icon="unlock" tip={text('lockNow')} onClick={() => void lock(id)}>
        {text('writableFor', { time: minutes(entry.unlockedForMs ?? 0) })}
      </Button>
    )
  }
  return (
    <span ref={anchor} className={styles.lock}>
      <Button
        size="small"
        icon="lock"
        aria-expanded={asking}
        tip={text('readOnlyWhy')}
        onClick={() => setAsking(true)}
      >
        {text('readOnly')}
      </Button>
      {asking && anchor.current && (
        <Popover anchor={anchor.current} label={text('unlockTitle', { name })} onClose={close}>
          <form
            className={styles.unlock}
            onSubmit={(event) => {
              event.preventDefault()
              if (typed === name) void unlock(id, typed).then(close)
            }}
          >
            <h2 className={styles.title}>{text('unlockTitle', { name })}</h2>
            <p className={styles.why}>{text('unlockWhy')}</p>
            <TextField
              mono
              autoFocus
              label={text('unlockType', { name })}
              placeholder={text('unlockType', { name })}
              value={typed}
              onChange={setTyped}
            />
            <div className={styles.actions}>
              <Button
                type="submit"
                icon="unlock"
                locked={typed === name ? undefined : text('unlockType', { name })}
              >
                {text('unlock')}
              </Button>
              <Button kind="quiet" onClick={close}>
                {text('cancel')}
              </Button>
            </div>
          </form>
        </Popover>
      )}
    </span>
  )
}

function minutes(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
