/** Runs scenarios on one broker after another and says where what they saw differs. */
import { type BrokerUnderTest, type ProfileName, Unsupported } from './client.ts'
import { expectedLines, type QueueKind, type Scenario } from './scenario.ts'
import { Script } from './script.ts'

/** What one scenario saw on one broker. `broken`: it could not be finished, and why. */
export type Seen =
  | { readonly outcome: 'transcript'; readonly lines: readonly string[] }
  | { readonly outcome: 'unsupported'; readonly what: string }
  | { readonly outcome: 'broken'; readonly why: string; readonly lines: readonly string[] }

/** Of a line inside a sentence. */
const shownLength = 110

/** `K16 classic` */
export type CaseName = string

export interface Case {
  readonly name: CaseName
  readonly scenario: Scenario
  readonly kind: QueueKind
}

/** Every scenario once per kind of queue, in order. */
export function casesOf(scenarios: readonly Scenario[]): readonly Case[] {
  return scenarios.flatMap((scenario) =>
    scenario.queueTypes.map((kind) => ({ name: `${scenario.id} ${kind}`, scenario, kind })),
  )
}

/** Runs one case on a broker that is open. Never rejects: what goes wrong is part of the result. */
export async function runCase(broker: BrokerUnderTest, { scenario, kind }: Case): Promise<Seen> {
  const script = new Script(broker, scenario.id, kind)
  let seen: Seen
  try {
    await scenario.run(script)
    await script.still()
    seen = { outcome: 'transcript', lines: script.lines }
  } catch (problem) {
    seen = asSeen(problem, script.lines)
  }
  try {
    await script.cleanUp()
  } catch (problem) {
    // What could not be seen is already told; otherwise a clean-up that fails is a fault of this run.
    if (seen.outcome === 'transcript') seen = asSeen(problem, script.lines)
  }
  return seen
}

function asSeen(problem: unknown, lines: readonly string[]): Seen {
  if (problem instanceof Unsupported) return { outcome: 'unsupported', what: problem.what }
  const why = problem instanceof Error ? problem.message : String(problem)
  return { outcome: 'broken', why, lines }
}

/**
 * Runs all cases, `atOnce` of them side by side, those that want the server for themselves at the end. `open` gives
 * the broker of one case: the same server for all, or a new engine for each.
 */
export async function runCases(
  open: () => Promise<BrokerUnderTest>,
  cases: readonly Case[],
  atOnce: number,
  done: (name: CaseName, seen: Seen) => void = () => {},
): Promise<ReadonlyMap<CaseName, Seen>> {
  const results = new Map<CaseName, Seen>()
  const one = async (each: Case) => {
    const seen = await openAndRun(open, each)
    results.set(each.name, seen)
    done(each.name, seen)
  }
  const waiting = cases.filter(({ scenario }) => !scenario.alone)
  const line = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next)
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  for (const each of cases) if (each.scenario.alone) await one(each)
  return new Map(cases.map(({ name }) => [name, results.get(name)!]))
}

/** A broker that cannot be opened as asked makes the case unsupported, like a verb it lacks. */
async function openAndRun(open: () => Promise<BrokerUnderTest>, each: Case): Promise<Seen> {
  let broker: BrokerUnderTest
  try {
    broker = await open()
  } catch (problem) {
    return asSeen(problem, [])
  }
  const seen = await runCase(broker, each)
  await broker.close()
  return seen
}

export type Verdict = 'equal' | 'different' | 'unsupported' | 'broken'

export interface Comparison {
  readonly verdict: Verdict
  /** One sentence, or '' when equal. */
  readonly why: string
}

/** Compares what was seen with the lines it should have been. */
export function compare(wanted: readonly string[], seen: Seen): Comparison {
  if (seen.outcome === 'unsupported') return { verdict: 'unsupported', why: seen.what }
  if (seen.outcome === 'broken') return { verdict: 'broken', why: seen.why }
  const { lines } = seen
  const length = Math.max(wanted.length, lines.length)
  for (let at = 0; at < length; at++) {
    if (wanted[at] === lines[at]) continue
    const from = firstDifference(wanted[at] ?? '', lines[at] ?? '')
    const said = (line: string | undefined) =>
      line === undefined ? 'nothing more' : `"${around(line, from)}"`
    return {
      verdict: 'different',
      why: `line ${at + 1} is ${said(lines[at])}, should be ${said(wanted[at])}`,
    }
  }
  return { verdict: 'equal', why: '' }
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  return at
}

/** A long line from shortly before a place: headers repeat, and only one of them differs. */
function around(line: string, place: number): string {
  const from = line.length <= shownLength ? 0 : Math.max(0, place - 40)
  const to = from + shownLength
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`
}

/** Compares with the scenario's own statement; null when it makes none for that version. */
export function compareToRule(each: Case, profile: ProfileName, seen: Seen): Comparison | null {
  const wanted = expectedLines(each.scenario, each.kind, profile)
  return wanted === null ? null : compare(wanted, seen)
}
