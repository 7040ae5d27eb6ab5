/** Puts what a server, its recording and the engine saw side by side. */
import type { ProfileName } from './client.ts'
import {
  type Case,
  type CaseName,
  type Comparison,
  compare,
  compareToRule,
  type Seen,
} from './conformance.ts'
import { type Recording, recordedLines } from './recording.ts'

/** One server, or its recording when it could not be had, against the engine of the same profile. */
export interface Side {
  readonly profile: ProfileName
  readonly version: string
  /** Null when only the recording speaks. */
  readonly live: ReadonlyMap<CaseName, Seen> | null
  readonly recording: Recording | null
  readonly engine: ReadonlyMap<CaseName, Seen>
}

export interface Row {
  readonly name: CaseName
  readonly title: string
  readonly rule: string
  readonly version: string
  /** What the server saw, now or when it was recorded. */
  readonly server: Seen
  readonly engine: Seen
  /** The engine against the server. */
  readonly engineVerdict: Comparison
  /** The server now against the server then; null without one of the two. */
  readonly change: Comparison | null
  /** The server against the scenario's own statement; null where it makes none. */
  readonly statement: Comparison | null
}

export function rowsOf(side: Side, cases: readonly Case[]): readonly Row[] {
  return cases.map((each) => {
    const recorded = side.recording === null ? null : recordedLines(side.recording, each.name)
    const now = side.live?.get(each.name) ?? null
    const server = now ?? fromRecording(recorded)
    const engine = side.engine.get(each.name) ?? missing('was not run on the engine')
    return {
      name: each.name,
      title: each.scenario.title,
      rule: each.scenario.rule,
      version: side.version,
      server,
      engine,
      engineVerdict: verdictOf(server, engine),
      change: now === null || recorded === null ? null : compare(recorded, now),
      statement: compareToRule(each, side.profile, server),
    }
  })
}

/** A server that could not answer leaves nothing to be equal to. */
function verdictOf(server: Seen, engine: Seen): Comparison {
  if (server.outcome === 'transcript') return compare(server.lines, engine)
  const why = server.outcome === 'broken' ? server.why : server.what
  return { verdict: server.outcome, why: `the server: ${why}` }
}

function fromRecording(lines: readonly string[] | null): Seen {
  return lines === null ? missing('is not in the recording') : { outcome: 'transcript', lines }
}

function missing(why: string): Seen {
  return { outcome: 'broken', why, lines: [] }
}

/** How many rows came to what, by the engine's verdict. */
export function totalsOf(rows: readonly Row[]): Readonly<Record<Comparison['verdict'], number>> {
  const totals = { equal: 0, different: 0, unsupported: 0, broken: 0 }
  for (const { engineVerdict } of rows) totals[engineVerdict.verdict]++
  return totals
}

/** True when nothing contradicts: what the engine does not have yet is no contradiction. */
export function agrees(rows: readonly Row[]): boolean {
  const isFine = (one: Comparison | null) =>
    one === null || one.verdict === 'equal' || one.verdict === 'unsupported'
  return rows.every(
    ({ engineVerdict, change, statement }) =>
      isFine(engineVerdict) && isFine(change) && isFine(statement),
  )
}
