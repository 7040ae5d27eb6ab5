import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { look, setCount, setPublishing, useExplore } from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { FailureLine } from './FailureLine.tsx'
import { LookLedger } from './LookLedger.tsx'
import { MessageTable } from './MessageTable.tsx'
import { PublishForm } from './PublishForm.tsx'
import { exploreText } from './text.ts'
import { useEntry } from './use-entry.ts'
import styles from './view.module.css'

const counts = ['10', '50', '100', '200', '500'] as const

/** One queue: what a look would cost, the look itself, and its messages. */
export function QueueView({ id, queue }: { readonly id: string; readonly queue: string }) {
  const text = useText(exploreText)
  const detail = useExplore((explore) => explore.detail)
  const price = useExplore((explore) => explore.price)
  const taken = useExplore((explore) => explore.look)
  const looking = useExplore((explore) => explore.looking)
  const publishing = useExplore((explore) => explore.publishing)
  const count = useExplore((explore) => explore.count)
  const entry = useEntry(id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment of this look, not of this render
  const takenAtMs = useMemo(() => Date.now(), [taken])
  const priced =
    price === null
      ? text('look', { count })
      : price.redeliveredMarks > 0
        ? text('lookMarks', { count: price.count, marks: price.redeliveredMarks })
        : text('lookFree', { count: price.count })
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <Icon name={detail?.deadLetters ? 'deadQueue' : 'queue'} />
        <h2 className={styles.name}>{queue}</h2>
        <span className={styles.type}>{detail?.type}</span>
        <span className={styles.actions}>
          <Select
            label={text('count')}
            value={String(count) as (typeof counts)[number]}
            options={counts.map((value) => ({ value, label: `${value} ${text('count')}` }))}
            onChange={(value) => void setCount(Number(value))}
          />
          <Button
            kind={taken === null ? 'primary' : 'rest'}
            icon={taken === null ? 'eye' : 'refresh'}
            locked={price === null ? (looking ? text('looking', { count }) : undefined) : undefined}
            tip={taken === null ? undefined : priced}
            onClick={() => void look()}
          >
            {looking ? text('looking', { count }) : taken === null ? priced : text('lookAgain')}
          </Button>
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
      <LookLedger price={price} look={taken} detail={detail} />
      <FailureLine />
      {publishing && <PublishForm exchange="" routingKey={queue} />}
      {taken === null ? (
        <EmptyState icon="eye" title={text('noLook')}>
          {text('noLookFact')}
        </EmptyState>
      ) : taken.messages.length === 0 ? (
        <EmptyState icon="inbox" title={text('emptyQueue')}>
          {text('emptyQueueFact')}
        </EmptyState>
      ) : (
        <MessageTable
          key={takenAtMs}
          look={taken}
          takenAtMs={entry?.profile.kind === 'simulated' ? null : takenAtMs}
        />
      )}
    </div>
  )
}
