import { useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  closeConnection,
  openConnection,
  openForm,
  openQueue,
  useExplore,
} from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { TextField } from '#renderer/ui/TextField.tsx'
import { type Column, VirtualTable } from '#renderer/ui/VirtualTable.tsx'
import { FailureLine } from './FailureLine.tsx'
import { exploreText } from './text.ts'
import { useEntry } from './use-entry.ts'
import styles from './view.module.css'

type Row = {
  readonly virtualHost: string
  readonly queue: string
  readonly type: string
  readonly ready: number | null
  readonly unacked: number | null
  readonly consumers: number | null
}

/** One connection: its queues as a table, or how to open it. */
export function ConnectionView({ id }: { readonly id: string }) {
  const text = useText(exploreText)
  const entry = useEntry(id)
  const known = useExplore((explore) => explore.entities.get(id))
  const [name, setName] = useState('')
  if (!entry) return null
  const { profile } = entry
  const amount = (value: number | null) => (value === null ? '–' : writeCount(value))
  const columns: readonly Column<Row>[] = [
    ...(profile.kind === 'rabbitmq'
      ? [
          {
            key: 'host',
            title: text('virtualHost'),
            text: (row: Row) => row.virtualHost,
            cell: (row: Row) => row.virtualHost,
          },
        ]
      : []),
    { key: 'queue', title: text('queueFacts'), cell: (row) => <b>{row.queue}</b> },
    { key: 'type', title: text('type'), text: (row) => row.type, cell: (row) => row.type },
    {
      key: 'ready',
      title: text('readyColumn'),
      text: (row) => amount(row.ready),
      cell: (row) => amount(row.ready),
      numeric: true,
    },
    {
      key: 'unacked',
      title: text('unacked'),
      text: (row) => amount(row.unacked),
      cell: (row) => amount(row.unacked),
      numeric: true,
    },
    {
      key: 'consumers',
      title: text('consumers'),
      text: (row) => amount(row.consumers),
      cell: (row) => amount(row.consumers),
      numeric: true,
    },
  ]
  const byName = profile.kind === 'rabbitmq' && profile.management === null
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h2 className={styles.name}>{profile.name}</h2>
        <span className={styles.type}>
          {known ? `${known.overview.product} ${known.overview.version}` : text(entry.state)}
        </span>
        <span className={styles.actions}>
          {profile.kind === 'rabbitmq' && (
            <Button icon="edit" onClick={() => openForm(profile)}>
              {text('edit')}
            </Button>
          )}
          {known && profile.kind === 'rabbitmq' && (
            <Button onClick={() => void closeConnection(id)}>{text('disconnect')}</Button>
          )}
          {!known && (
            <Button kind="primary" onClick={() => void openConnection(id)}>
              {text('connect')}
            </Button>
          )}
        </span>
      </header>
      <FailureLine />
      {known?.overview.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {known && byName && profile.kind === 'rabbitmq' && (
        <form
          className={styles.byName}
          onSubmit={(event) => {
            event.preventDefault()
            if (name !== '') void openQueue(id, profile.virtualHost, name)
          }}
        >
          <TextField
            mono
            label={text('openByName')}
            placeholder={text('openByName')}
            value={name}
            onChange={setName}
          />
          <Button type="submit">{text('open')}</Button>
          <span className={styles.note}>{text('openByNameHint')}</span>
        </form>
      )}
      {known && !byName && (
        <VirtualTable
          label={text('connections')}
          columns={columns}
          rows={known.queues}
          rowKey={(row) => `${row.virtualHost}\n${row.queue}`}
          selected={null}
          onSelect={(row) => void openQueue(id, row.virtualHost, row.queue)}
          empty={
            <EmptyState icon="inbox" title={text('noQueues')}>
              {text('noQueuesFact')}
            </EmptyState>
          }
        />
      )}
    </div>
  )
}
