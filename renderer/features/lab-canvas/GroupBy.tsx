import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { type GroupingKind, hasVirtualHosts } from '#renderer/state/queue-groups.ts'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import style from './groups.module.css'
import { canvasText } from './text.ts'

interface GroupByProps {
  readonly scenario: Scenario
  readonly kind: GroupingKind
  readonly onKind: (kind: GroupingKind) => void
}

/** What a large topology is grouped by, or not at all. */
export function GroupBy({ scenario, kind, onKind }: GroupByProps) {
  const text = useText(canvasText)
  const kinds: readonly GroupingKind[] = hasVirtualHosts(scenario)
    ? ['prefix', 'vhost', 'none']
    : ['prefix', 'none']
  return (
    <div className={style.groupBy}>
      {text('groupedBy')}
      <Segmented
        label={text('groupedBy')}
        value={kind}
        segments={kinds.map((value) => ({ value, label: text(value) }))}
        onChange={onKind}
      />
    </div>
  )
}
