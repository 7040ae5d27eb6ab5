import { useEffect, useMemo, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  closeConnection,
  openConnection,
  openForm,
  openQueue,
  show,
  useExplore,
} from '#renderer/state/explore.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { writeCompact } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { Tree } from '#renderer/ui/Tree.tsx'
import styles from './ConnectionTree.module.css'
import { exploreText } from './text.ts'
import { queueCount, type TreeRow, treeRows } from './tree-rows.ts'

/** The element the `/` key jumps to. */
export const filterId = 'explore-filter'

/** Connections, their virtual hosts, exchanges and queues; a filter over all of them. */
export function ConnectionTree() {
  const text = useText(exploreText)
  const connections = useExplore((explore) => explore.connections)
  const entities = useExplore((explore) => explore.entities)
  const opened = useExplore((explore) => explore.opened)
  const [filter, setFilter] = useState('')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(
    () => treeRows({ connections, entities, filter, closed }),
    [connections, entities, filter, closed],
  )
  // The simulation is on this computer and costs nothing to list, so the tree is never empty.
  useEffect(() => {
    if (!useExplore.getState().entities.has('simulated')) void openConnection('simulated')
  }, [])
  const toggle = (row: TreeRow) => {
    if (row.kind === 'connection' && !entities.has(row.key)) return void openConnection(row.key)
    const next = new Set(closed)
    if (!next.delete(row.key)) next.add(row.key)
    setClosed(next)
  }
  const open = (row: TreeRow) => {
    const { id } = row.connection.profile
    if (row.kind === 'queue') {
      void openQueue(id, row.queue.virtualHost, row.queue.queue)
    } else if (row.kind === 'exchange') {
      const { virtualHost, exchange } = row.exchange
      show({ kind: 'exchange', id, virtualHost, exchange })
    } else if (row.kind === 'host') toggle(row)
    else {
      show({ kind: 'connection', id })
      if (!entities.has(id)) void openConnection(id)
    }
  }
  return (
    <Pane
      title={text('connections')}
      fills
      flush
      actions={
        <IconButton icon="plus" label={text('newConnection')} onClick={() => openForm(null)} />
      }
    >
      <div className={styles.filter}>
        <TextField
          id={filterId}
          icon="filter"
          keys="/"
          label={text('filterQueues', { count: queueCount(entities) })}
          placeholder={text('filterQueues', { count: queueCount(entities) })}
          value={filter}
          onChange={setFilter}
        />
      </div>
      <Tree
        label={text('connections')}
        rows={rows}
        selected={selectedKey(opened)}
        onOpen={open}
        onToggle={toggle}
        height={(row) => (row.kind === 'connection' && row.product !== null ? 46 : 26)}
        bar={(row) =>
          row.connection.profile.kind === 'simulated'
            ? 'var(--line-strong)'
            : `var(--env-${row.connection.profile.environment})`
        }
        render={(row) => <Row row={row} onClose={() => void closeConnection(row.key)} />}
      />
      {filter !== '' && rows.length === 0 && <p className={styles.none}>{text('noMatch')}</p>}
    </Pane>
  )
}

function Row({ row, onClose }: { readonly row: TreeRow; readonly onClose: () => void }) {
  const text = useText(exploreText)
  if (row.kind === 'connection') {
    const { profile, state, readOnly } = row.connection
    return (
      <span className={styles.connection}>
        <span className={styles.line}>
          <span className={styles.name}>{profile.name}</span>
          {profile.kind === 'simulated' ? (
            <span className={styles.note}>{text('simulated')}</span>
          ) : (
            <Tag of={profile.environment}>{text(profile.environment)}</Tag>
          )}
          <span className={styles.end}>
            {(row.product === null ? state !== 'closed' : state !== 'ready') && text(state)}
            {row.product !== null && profile.kind === 'rabbitmq' && (
              <IconButton
                icon="disconnected"
                size="small"
                label={text('disconnect')}
                onClick={(event) => {
                  event.stopPropagation()
                  onClose()
                }}
              />
            )}
            {profile.kind === 'rabbitmq' && readOnly && <Icon name="lock" size={14} />}
          </span>
        </span>
        {row.product !== null && <span className={styles.product}>{row.product}</span>}
      </span>
    )
  }
  if (row.kind === 'host') {
    return (
      <span className={styles.line}>
        <span>{row.virtualHost}</span>
        <Amount value={row.ready} />
      </span>
    )
  }
  if (row.kind === 'exchange') {
    return (
      <span className={styles.line}>
        <Icon name="exchange" size={14} />
        <span className={styles.leaf}>{row.exchange.exchange}</span>
      </span>
    )
  }
  const { queue, type, ready, deadLetters } = row.queue
  return (
    <span className={styles.line}>
      <Icon name={deadLetters ? 'deadQueue' : type === 'stream' ? 'stream' : 'queue'} size={14} />
      <span className={styles.leaf}>{queue}</span>
      <Amount value={ready} />
    </span>
  )
}

const Amount = ({ value }: { readonly value: number | null }) => (
  <span className={styles.end}>{value === null ? '' : writeCompact(value)}</span>
)

function selectedKey(opened: ReturnType<typeof useExplore.getState>['opened']): string | null {
  if (opened.kind === 'queue') return `${opened.id}\n${opened.virtualHost}\nq\n${opened.queue}`
  if (opened.kind === 'exchange') {
    return `${opened.id}\n${opened.virtualHost}\nx\n${opened.exchange}`
  }
  return opened.kind === 'connection' ? opened.id : null
}
