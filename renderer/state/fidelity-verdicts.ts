/** What the table of verdicts comes to: by column, by fold, for one rule. */
import type {
  FidelityCase,
  FidelityTable,
  FidelityVerdict,
} from '#core/contract/fidelity-shapes.ts'

type Servers = FidelityTable['servers']

/** What a cell says: `missing` and `unsupported` leave nothing to compare, so they are one. */
export type CellVerdict = 'equal' | 'different' | 'unsupported' | 'broken'
export type Totals = Readonly<Record<CellVerdict, number>>

/** Which engine stands against a server: the one of the chosen profile, else that of the server's own. */
export function engineAgainst(servers: Servers, server: number, profile: string | null): number {
  const chosen = servers.findIndex((each) => each.profile === profile)
  return chosen < 0 ? server : chosen
}

export function verdictIn(
  { verdicts }: FidelityCase,
  servers: Servers,
  server: number,
  profile: string | null,
): FidelityVerdict {
  return verdicts[server]![engineAgainst(servers, server, profile)]!
}

export const cellOf = (verdict: FidelityVerdict): CellVerdict =>
  verdict === 'missing' ? 'unsupported' : verdict

/** The cells of one row, a column for each server. */
export function cellsOf(
  each: FidelityCase,
  servers: Servers,
  profile: string | null,
): readonly CellVerdict[] {
  return servers.map((_, server) => cellOf(verdictIn(each, servers, server, profile)))
}

/** How many cells say what. */
export function totalsOf(cells: readonly CellVerdict[]): Totals {
  const totals = { equal: 0, different: 0, unsupported: 0, broken: 0 }
  for (const cell of cells) totals[cell]++
  return totals
}

/** Versions whose recording is what the engine of that profile says, other than `server` itself. */
export function sameAsEngine(
  { verdicts }: FidelityCase,
  servers: Servers,
  server: number,
  engine: number,
): readonly string[] {
  return servers.flatMap(({ version }, other) =>
    other !== server && verdicts[other]![engine] === 'equal' ? [version] : [],
  )
}

/** `A5, A7 (Queue Length Limit)` as its sections and the pages of the documentation. */
export function ruleParts(rule: string): {
  readonly sections: readonly string[]
  readonly source: string
} {
  const [, sections = rule, source = ''] = /^([^(]*?)\s*(?:\((.*)\))?$/.exec(rule) ?? []
  return { sections: sections.split(/,\s*/), source }
}

/** Topics of the page, in its order. */
export const folds = ['routing', 'declaring', 'consuming', 'limits', 'dying'] as const
export type Fold = (typeof folds)[number]

const foldOfSection: Readonly<Record<string, Fold>> = {
  A1: 'routing',
  A2: 'routing',
  A3: 'declaring',
  A4: 'consuming',
  A5: 'consuming',
  A6: 'limits',
  A7: 'limits',
  A8: 'limits',
  A9: 'dying',
  A10: 'dying',
}

/** By the first section its rule names. */
export function foldOf({ rule }: FidelityCase): Fold {
  return foldOfSection[ruleParts(rule).sections[0]!] ?? 'dying'
}
