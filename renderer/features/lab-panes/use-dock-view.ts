import { groupingOf, useGrouping } from '#renderer/state/grouping.ts'
import { useRun } from '#renderer/state/run.ts'

export interface DockView {
  /** The topology is looked at by groups, so there is a strip for each. */
  readonly grouped: boolean
  /** By what the strips are grouped; null when the charts are shown. */
  readonly by: 'prefix' | 'vhost' | null
}

/** Strips or charts. A queue whose charts were asked for is shown in charts. Null without a run. */
export function useDockView(): DockView | null {
  const description = useRun((run) => run.description)
  const focus = useRun((run) => run.focus)
  const grouping = useGrouping()
  if (description === null) return null
  const kind = groupingOf(grouping, description.scenario)
  if (kind === 'none') return { grouped: false, by: null }
  return { grouped: true, by: focus === null && !grouping.charts ? kind : null }
}
