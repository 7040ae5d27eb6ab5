import { expect, test } from 'vitest'
import { Unsupported } from '#core/conformance/client.ts'
import { casesOf } from '#core/conformance/conformance.ts'
import { recordings } from '#core/conformance/recorded/all.ts'
import type { Scenario } from '#core/conformance/scenario.ts'
import { scenarios } from '#core/conformance/scripts/all.ts'
import { fidelityTable, fidelityTranscripts } from '#core/contract/fidelity-shapes.ts'
import { Fidelity } from './fidelity.ts'
import { dedented, fidelityReport } from './fidelity-report.ts'
import { fidelityEntry } from './testing/test-host.ts'

const scriptNamed = (id: string, run: Scenario['run']): Scenario => ({
  id,
  title: 'a script of this test',
  rule: 'A1 (Exchanges)',
  queueTypes: ['classic'],
  run,
})
const recorded = (version: string, lines: readonly string[]) => ({
  server: 'RabbitMQ',
  version,
  profile: '4.3' as const,
  recordedOn: '2026-11-21',
  transcripts: [{ name: 'K1 classic', lines: [...lines] }],
})
const reportOf = (run: Scenario['run'], ...lines: (readonly string[])[]) =>
  fidelityReport(
    lines.map((each, at) => recorded(`4.3.${at}`, each)),
    [scriptNamed('K1', run)],
    () => 0,
  )

test('the shipped scripts are compared on a thread of their own, with every server', async () => {
  const fidelity = new Fidelity(fidelityEntry)
  const table = await fidelity.table()
  expect(fidelityTable.parse(table)).toEqual(table)
  expect(table.servers.map(({ version }) => version)).toEqual(
    recordings.map(({ version }) => version),
  )
  expect(table.cases.map(({ name }) => name)).toEqual(casesOf(scenarios).map(({ name }) => name))
  const equal = table.cases.filter(({ verdicts }) => verdicts[2]?.[2] === 'equal')
  expect(equal.length).toBeGreaterThan(50)

  const seen = await fidelity.transcripts('K1 classic')
  expect(fidelityTranscripts.parse(seen)).toEqual(seen)
  expect(seen.servers[2]).toEqual(['p: ack', 'q: 1 ready'])
  expect(seen.engines[2]).toEqual({ outcome: 'transcript', lines: seen.servers[2], why: null })
  expect(seen.script).toContain('t.publisher()')
})

test('a script that is not there is refused by a sentence', async () => {
  await expect(new Fidelity(fidelityEntry).transcripts('K0')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('no such conformance script'),
  })
})

test('a comparison that could not be run can be asked for again', async () => {
  const fidelity = new Fidelity(new URL('data:text/javascript,process.exit(0)'))
  const said = { code: 'internal', message: expect.stringContaining('without a result') }
  await expect(fidelity.table()).rejects.toMatchObject(said)
  await expect(fidelity.table()).rejects.toMatchObject(said)
})

test('equal, different, and not in the recording', async () => {
  const { table } = await reportOf(async (t) => t.say('one'), ['one'], ['one', 'two'])
  expect(table.cases[0]!.verdicts).toEqual([
    ['equal', 'equal'],
    ['different', 'different'],
  ])
  expect(table.cases[0]!.outcome).toBe('two')
  const other = await fidelityReport(
    [recorded('4.3.6', ['one'])],
    [scriptNamed('K2', async (t) => t.say('one'))],
    () => 0,
  )
  expect(other.table.cases[0]!.verdicts).toEqual([['missing']])
  expect(other.transcripts.get('K2 classic')!.servers).toEqual([null])
})

test('what the engine lacks is named, and a script that fails says why', async () => {
  const lacking = await reportOf(() => Promise.reject(new Unsupported('time travel')), ['one'])
  expect(lacking.table.cases[0]).toMatchObject({
    verdicts: [['unsupported']],
    lacks: 'time travel',
  })
  const failing = await reportOf(() => Promise.reject(new Error('no such luck')), ['one'])
  expect(failing.table.cases[0]).toMatchObject({ verdicts: [['broken']], lacks: null })
  expect(failing.transcripts.get('K1 classic')!.engines[0]).toMatchObject({ why: 'no such luck' })
})

test('code loses the indentation of its place and the gaps of its types, and nothing else', () => {
  expect(dedented('run(t) {\n      a()\n        b()\n\n    }')).toBe(
    'run(t) {\n  a()\n    b()\n\n}',
  )
  expect(dedented('(t) => t.a()')).toBe('(t) => t.a()')
  expect(dedented('async (tag        , count        )        => {')).toBe('async (tag, count) => {')
})
