/** How a large topology is looked at: by what it is grouped, and which group is open. Shared by canvas, dock and inspector. */
import { create } from 'zustand'
import type { Scenario } from '#core/model/scenario.ts'
import { type GroupingKind, isLarge } from './queue-groups.ts'

interface Grouping {
  /** Title of the scenario it is about: another one begins anew. */
  readonly scene: string
  readonly kind: GroupingKind | null
  /** Key of the open group. */
  readonly open: string | null
  /** The dock shows the charts of all queues instead of a strip per group. */
  readonly charts: boolean
}

export const useGrouping = create<Grouping>()(() => ({
  scene: '',
  kind: null,
  open: null,
  charts: false,
}))

/** What `scenario` is grouped by: the choice made for it, else by prefix when it is large. */
export function groupingOf({ scene, kind }: Grouping, scenario: Scenario): GroupingKind {
  const chosen = scene === scenario.title ? kind : null
  return chosen ?? (isLarge(scenario) ? 'prefix' : 'none')
}

export const useGroupingKind = (scenario: Scenario): GroupingKind =>
  useGrouping((grouping) => groupingOf(grouping, scenario))

/** Key of the open group of `scenario`, or null. */
export const useOpenGroup = ({ title }: Scenario): string | null =>
  useGrouping(({ scene, open }) => (scene === title ? open : null))

/** Groups by something else; keys of groups differ then, so none stays open. */
export function setGrouping({ title }: Scenario, kind: GroupingKind): void {
  useGrouping.setState({ scene: title, kind, open: null })
}

/** Opens a group, or closes all with null. */
export function openGroup({ title }: Scenario, open: string | null): void {
  useGrouping.setState(({ scene, kind }) => ({
    scene: title,
    kind: scene === title ? kind : null,
    open,
  }))
}

/** Shows the charts of all queues in the dock, or the groups again. */
export function showCharts(charts: boolean): void {
  useGrouping.setState({ charts })
}
