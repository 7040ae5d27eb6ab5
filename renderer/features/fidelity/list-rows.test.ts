import { expect, test } from 'vitest'
import { leftBy, listRows, matching } from './list-rows.ts'
import { caseOf, tableOf } from './table.fixture.ts'

const routed = caseOf('K1', 'A1 (Exchanges)', ['equal', 'equal', 'equal', 'equal'])
const older = caseOf('K30', 'A5, A9 (Quorum Queues)', ['equal', 'different', 'different', 'equal'])
const lacking = caseOf(
  'K42',
  'A8 (Priority Queue Support)',
  ['unsupported', 'unsupported', 'unsupported', 'unsupported'],
  { lacks: 'x-max-priority' },
)
const table = tableOf(routed, older, lacking)
const everything = { search: '', topic: null, kind: null }
const titleOf = ({ title }: { readonly title: string }) => title

test('folds stand in their order with their sums, and only those that have a script', () => {
  const rows = listRows(table.cases, table, { profile: null, closedFolds: [] })
  expect(rows.map(({ key }) => key)).toEqual([
    ...['routing', 'K1 classic'],
    ...['consuming', 'K30 classic'],
    ...['limits', 'K42 classic'],
  ])
  expect(rows[0]).toMatchObject({ scripts: 1, totals: { equal: 2, different: 0 } })
  expect(rows[4]).toMatchObject({ totals: { equal: 0, unsupported: 2 } })
})

test('a closed fold keeps its sum and hides its scripts', () => {
  const rows = listRows(table.cases, table, { profile: null, closedFolds: ['routing'] })
  expect(
    listRows([routed, { ...routed, name: 'K1 quorum' }], table, {
      profile: null,
      closedFolds: [],
    })[0],
  ).toMatchObject({ scripts: 1 })
  expect(rows[0]).toMatchObject({ key: 'routing', isOpen: false, totals: { equal: 2 } })
  expect(rows[1]!.key).toBe('consuming')
})

test('each column has the engine of its own profile, or all have the chosen one', () => {
  const cells = (profile: string | null) =>
    listRows([older], table, { profile, closedFolds: [] }).flatMap((row) =>
      row.kind === 'case' ? row.cells : [],
    )
  expect(cells(null)).toEqual(['equal', 'equal'])
  expect(cells('4.3')).toEqual(['different', 'equal'])
  expect(cells('3.10')).toEqual(['equal', 'different'])
  expect(cells('9.9')).toEqual(['equal', 'equal'])
})

test('a filter looks at every column', () => {
  const names = (filter: 'all' | 'different' | 'unsupported', profile: string | null) =>
    leftBy(filter, table.cases, table, profile).map(({ id }) => id)
  expect(names('all', null)).toEqual(['K1', 'K30', 'K42'])
  expect(names('different', null)).toEqual([])
  expect(names('different', '4.3')).toEqual(['K30'])
  expect(names('unsupported', null)).toEqual(['K42'])
})

test('a script is found by number, words of its rule, and what the engine lacks', () => {
  const found = (search: string) =>
    matching(table, { ...everything, search }, titleOf).map(({ id }) => id)
  expect(found('k30')).toEqual(['K30'])
  expect(found('  quorum QUEUES ')).toEqual(['K30'])
  expect(found('x-max')).toEqual(['K42'])
  expect(found('title k1')).toEqual(['K1'])
  expect(found('nothing of that')).toEqual([])
})

test('the evidence for a rule is what names its page', () => {
  expect(matching(table, { ...everything, topic: 'priority' }, titleOf)).toEqual([lacking])
})
