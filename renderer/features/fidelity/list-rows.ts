/** The rows of the list: folds with their sums, and below an open one its scripts. */
import type { FidelityCase, FidelityTable } from '#core/contract/fidelity-shapes.ts'
import type { KeptFidelity } from '#renderer/state/fidelity.ts'
import { evidenceFor } from '#renderer/state/fidelity-topics.ts'
import {
  type CellVerdict,
  cellsOf,
  type Fold,
  foldOf,
  folds,
  type Totals,
  totalsOf,
} from '#renderer/state/fidelity-verdicts.ts'

export type ListRow =
  | {
      readonly kind: 'fold'
      readonly key: string
      readonly fold: Fold
      readonly isOpen: boolean
      readonly scripts: number
      readonly totals: Totals
    }
  | {
      readonly kind: 'case'
      readonly key: string
      readonly fold: Fold
      readonly case: FidelityCase
      readonly cells: readonly CellVerdict[]
      /** The row above is the same script on another kind of queue. */
      readonly isRepeat: boolean
    }

type Narrowing = Pick<
  KeptFidelity,
  'profile' | 'filter' | 'search' | 'topic' | 'kind' | 'closedFolds'
>

const isListed = {
  all: () => true,
  different: (cell: CellVerdict) => cell === 'different' || cell === 'broken',
  unsupported: (cell: CellVerdict) => cell === 'unsupported',
} as const

/** Scripts that match topic and search; the filter is not applied yet, so that it can show what it would leave. */
export function matching(
  { cases }: FidelityTable,
  { search, topic, kind }: Pick<Narrowing, 'search' | 'topic' | 'kind'>,
  titleOf: (each: FidelityCase) => string,
): readonly FidelityCase[] {
  const found = topic === null ? cases : evidenceFor(cases, topic, kind)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return found
  return found.filter((each) => {
    const text = [each.name, titleOf(each), each.title, each.rule, each.lacks ?? ''].join(' ')
    return words.every((word) => text.toLowerCase().includes(word))
  })
}

/** How many of these scripts a filter leaves. */
export function leftBy(
  filter: KeptFidelity['filter'],
  cases: readonly FidelityCase[],
  { servers }: FidelityTable,
  profile: string | null,
): readonly FidelityCase[] {
  return cases.filter((each) => cellsOf(each, servers, profile).some(isListed[filter]))
}

/** A fold without a script is left out. */
export function listRows(
  cases: readonly FidelityCase[],
  { servers }: FidelityTable,
  { profile, closedFolds }: Pick<Narrowing, 'profile' | 'closedFolds'>,
): readonly ListRow[] {
  return folds.flatMap((fold): readonly ListRow[] => {
    const own = cases
      .filter((each) => foldOf(each) === fold)
      .map((each, at, all) => ({
        kind: 'case' as const,
        isRepeat: all[at - 1]?.id === each.id,
        key: each.name,
        fold,
        case: each,
        cells: cellsOf(each, servers, profile),
      }))
    if (own.length === 0) return []
    const isOpen = !closedFolds.includes(fold)
    const totals = totalsOf(own.flatMap(({ cells }) => cells))
    const scripts = new Set(own.map((row) => row.case.id)).size
    const head = { kind: 'fold' as const, key: fold, fold, isOpen, scripts, totals }
    return isOpen ? [head, ...own] : [head]
  })
}
