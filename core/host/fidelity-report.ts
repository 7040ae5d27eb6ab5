/** The engine beside every recorded server: all scripts run on the engine once for each profile, and what came of it. */
import type { BrokerUnderTest } from '#core/conformance/client.ts'
import {
  type Case,
  type CaseName,
  casesOf,
  compare,
  runCases,
  type Seen,
} from '#core/conformance/conformance.ts'
import { EngineBroker } from '#core/conformance/engine/engine-broker.ts'
import { type Recording, recordedLines } from '#core/conformance/recording.ts'
import type { Scenario } from '#core/conformance/scenario.ts'
import type {
  FidelityCase,
  FidelityTable,
  FidelityTranscripts,
  FidelityVerdict,
} from '#core/contract/fidelity-shapes.ts'

/** The rows, and behind each row what was seen. */
export interface FidelityReport {
  readonly table: FidelityTable
  readonly transcripts: ReadonlyMap<CaseName, FidelityTranscripts>
}

/** Longer than any outcome that can be read at a glance. */
const outcomeLength = 60

/** Runs everything; `nowMs` is monotonic. What goes wrong in a script is part of the report, so this does not reject. */
export async function fidelityReport(
  recordings: readonly Recording[],
  scenarios: readonly Scenario[],
  nowMs: () => number,
): Promise<FidelityReport> {
  const startedMs = nowMs()
  const cases = casesOf(scenarios)
  const engines = await Promise.all(
    recordings.map(({ profile }) =>
      runCases(async (): Promise<BrokerUnderTest> => new EngineBroker(profile), cases, 1),
    ),
  )
  const ranForMs = nowMs() - startedMs
  const servers = recordings.map(({ version, profile, recordedOn }) => ({
    version,
    profile,
    recordedOn,
  }))
  return {
    table: {
      servers,
      ranForMs,
      cases: cases.map((each) =>
        caseRow(
          each,
          recordings,
          engines.map((seen) => seen.get(each.name)!),
        ),
      ),
    },
    transcripts: new Map(
      cases.map((each) => [
        each.name,
        {
          name: each.name,
          script: dedented(each.scenario.run.toString()),
          servers: recordings.map((from) => copyOf(recordedLines(from, each.name))),
          engines: engines.map((seen) => transcriptOf(seen.get(each.name)!)),
        },
      ]),
    ),
  }
}

function caseRow(
  { name, kind, scenario }: Case,
  recordings: readonly Recording[],
  engines: readonly Seen[],
): FidelityCase {
  const recorded = recordings.map((from) => recordedLines(from, name))
  const lacking = engines.find((seen) => seen.outcome === 'unsupported')
  return {
    name,
    id: scenario.id,
    kind,
    title: scenario.title,
    rule: scenario.rule,
    outcome: (recorded.at(-1)?.at(-1) ?? '').slice(0, outcomeLength),
    lacks: lacking?.outcome === 'unsupported' ? lacking.what : null,
    verdicts: recorded.map((lines) => engines.map((seen) => verdictOf(lines, seen))),
  }
}

function verdictOf(recorded: readonly string[] | null, seen: Seen): FidelityVerdict {
  return recorded === null ? 'missing' : compare(recorded, seen).verdict
}

function transcriptOf(seen: Seen): FidelityTranscripts['engines'][number] {
  switch (seen.outcome) {
    case 'transcript':
      return { outcome: 'transcript', lines: [...seen.lines], why: null }
    case 'unsupported':
      return { outcome: 'unsupported', lines: [], why: seen.what }
    case 'broken':
      return { outcome: 'broken', lines: [...seen.lines], why: seen.why }
  }
}

const copyOf = (lines: readonly string[] | null) => (lines === null ? null : [...lines])

/** A script as it stands in its file, without the indentation of its place there and the gaps that types left. */
export function dedented(code: string): string {
  const [first = '', ...rest] = code.split('\n')
  const depths = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const depth = Math.min(...depths, Number.MAX_SAFE_INTEGER)
  return [first, ...rest.map((line) => line.slice(depth))].map(closed).join('\n')
}

/** Where the sources run as they are, a type annotation is a run of spaces. */
function closed(line: string): string {
  return line.replace(/(?<=\S) {2,}(?=[,);])/g, '').replace(/(?<=\S) {2,}/g, ' ')
}
