import type {
  FidelityCase,
  FidelityTable,
  FidelityVerdict,
} from '#core/contract/fidelity-shapes.ts'

const servers = [
  { version: '3.10.8', profile: '3.10', recordedOn: '2026-11-21' },
  { version: '4.3.6', profile: '4.3', recordedOn: '2026-11-21' },
]

/** `verdicts`: the older server against both engines, then the newer one. */
export const caseOf = (
  id: string,
  rule: string,
  verdicts: readonly [FidelityVerdict, FidelityVerdict, FidelityVerdict, FidelityVerdict],
  more: Partial<FidelityCase> = {},
): FidelityCase => ({
  name: `${id} ${more.kind ?? 'classic'}`,
  id,
  kind: 'classic',
  title: `the title of ${id}`,
  rule,
  outcome: 'q: 1 ready',
  lacks: null,
  verdicts: [
    [verdicts[0], verdicts[1]],
    [verdicts[2], verdicts[3]],
  ],
  ...more,
})

export const tableOf = (...cases: readonly FidelityCase[]): FidelityTable => ({
  servers,
  ranForMs: 400,
  cases: [...cases],
})
