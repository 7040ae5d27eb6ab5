import { useMemo, useState } from 'react'
import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { hotSpotsNow } from '#renderer/state/hot-spots-now.ts'
import type { GroupingKind } from '#renderer/state/queue-groups.ts'
import { latestFrame, useRun } from '#renderer/state/run.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { Tree } from '#renderer/ui/Tree.tsx'
import { GroupBy } from './GroupBy.tsx'
import style from './groups.module.css'
import { type OutlineRow, outlineRows } from './outline-rows.ts'
import type { RunIndex } from './run-index.ts'
import { canvasText } from './text.ts'
import type { TopologyGroup } from './topology-groups.ts'

interface OutlineProps {
  readonly groups: readonly TopologyGroup[]
  readonly deadEnds: ReadonlySet<string>
  readonly index: RunIndex
  readonly scenario: Scenario
  readonly kind: GroupingKind
  readonly onKind: (kind: GroupingKind) => void
  readonly onReveal: (group: string) => void
}

/** Every queue by group, most ready first; the hot ones bold. Sorted anew four times a second, never in between. */
export function Outline({
  groups,
  deadEnds,
  index,
  scenario,
  kind,
  onKind,
  onReveal,
}: OutlineProps) {
  const text = useText(canvasText)
  const gauges = useRun((run) => run.gauges)
  const chosen = useSelection(({ selected }) => (selected?.kind === 'queue' ? selected.name : null))
  const [filter, setFilter] = useState('')
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => {
    // The numbers lie outside React; `gauges` is their version.
    void gauges
    const frame = latestFrame()
    const ready = (name: string) => frame?.queue(index.of('queue', name), 'ready') ?? 0
    const hot = new Set(hotSpotsNow().spots.map(({ queue }) => queue.name))
    return outlineRows(groups, {
      ready,
      isHot: (name) => hot.has(name),
      filter,
      expanded,
      whole,
    })
  }, [groups, index, gauges, filter, expanded, whole])
  const count = groups.reduce((sum, { queues }) => sum + queues.length, 0)

  const toggle = (row: OutlineRow) => setExpanded(toggled(expanded, row.group))
  const open = (row: OutlineRow) => {
    if (row.kind === 'more') setWhole(toggled(whole, row.group))
    else if (row.kind === 'queue') {
      select({ kind: 'queue', name: row.name })
      onReveal(row.group)
    } else {
      toggle(row)
      onReveal(row.group)
    }
  }
  return (
    <div className={style.outline}>
      <Pane title={text('outline')} note={text('queues', { count })} fills flush>
        <div className={style.tools}>
          <TextField
            icon="filter"
            label={text('filterQueues')}
            placeholder={text('filterQueues')}
            value={filter}
            onChange={setFilter}
          />
          <GroupBy scenario={scenario} kind={kind} onKind={onKind} />
        </div>
        <Tree
          label={text('outline')}
          rows={rows}
          selected={chosen === null ? null : `queue ${chosen}`}
          onOpen={open}
          onToggle={toggle}
          render={(row) => <Row row={row} isDead={deadEnds.has(row.name)} />}
        />
      </Pane>
    </div>
  )
}

function Row({ row, isDead }: { row: OutlineRow; isDead: boolean }) {
  const text = useText(canvasText)
  const name = row.kind === 'more' ? text('more', { count: row.count }) : row.name
  return (
    <span className={style.outlineRow} data-kind={row.kind} data-hot={row.hot || undefined}>
      {row.kind === 'queue' && <Icon name={isDead ? 'deadQueue' : 'queue'} size={14} />}
      <span className={style.outlineName}>{name}</span>
      {row.kind === 'group' && <small>{row.count}</small>}
      <span className={style.outlineSum}>{writeCount(row.ready)}</span>
    </span>
  )
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
