import { useEffect } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  openForm,
  poll,
  pollAwayEveryMs,
  pollEveryMs,
  setPublishing,
  show,
  useExplore,
} from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { ConnectionForm } from './ConnectionForm.tsx'
import { ConnectionView } from './ConnectionView.tsx'
import { FailureLine } from './FailureLine.tsx'
import { PublishForm } from './PublishForm.tsx'
import { QueueView } from './QueueView.tsx'
import { exploreText } from './text.ts'
import { useEntry } from './use-entry.ts'
import styles from './view.module.css'

/** The middle of the Explore place: whatever is open. */
export function ExploreMiddle() {
  const opened = useExplore((explore) => explore.opened)
  const isAway = useExplore(({ connections }) =>
    connections.some(({ state }) => state === 'reconnecting'),
  )
  useEffect(() => {
    const timer = setInterval(() => void poll(), isAway ? pollAwayEveryMs : pollEveryMs)
    return () => clearInterval(timer)
  }, [isAway])
  if (opened.kind === 'form') {
    return <ConnectionForm key={opened.profile?.id ?? 'new'} profile={opened.profile} />
  }
  if (opened.kind === 'queue') return <QueueView id={opened.id} queue={opened.queue} />
  if (opened.kind === 'exchange') return <ExchangeView id={opened.id} exchange={opened.exchange} />
  if (opened.kind === 'connection') return <ConnectionView id={opened.id} />
  return <NothingOpen />
}

function NothingOpen() {
  const text = useText(exploreText)
  return (
    <div className={styles.view}>
      <FailureLine />
      <EmptyState
        icon="explore"
        title={text('emptyTitle')}
        action={
          <span className={styles.doors}>
            <Button kind="primary" icon="plus" onClick={() => openForm(null)}>
              {text('connectBroker')}
            </Button>
            <Button icon="lab" onClick={() => show({ kind: 'connection', id: 'simulated' })}>
              {text('lookSimulation')}
            </Button>
          </span>
        }
      >
        {text('emptyFact')}
      </EmptyState>
    </div>
  )
}

function ExchangeView({ id, exchange }: { readonly id: string; readonly exchange: string }) {
  const text = useText(exploreText)
  const publishing = useExplore((explore) => explore.publishing)
  const entry = useEntry(id)
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <Icon name="exchange" />
        <h2 className={styles.name}>{exchange}</h2>
        <span className={styles.actions}>
          <Button
            icon="publish"
            aria-expanded={publishing}
            locked={entry?.readOnly ? text('readOnlyWhy') : undefined}
            onClick={() => setPublishing(!publishing)}
          >
            {text('publish')}
          </Button>
        </span>
      </header>
      <FailureLine />
      {publishing && <PublishForm exchange={exchange} routingKey="" />}
      <EmptyState icon="exchange" title={exchange}>
        {text('exchangeFacts')}
      </EmptyState>
    </div>
  )
}
