/** Random scripts on a server and on the engine of its profile: where they differ, and the shortest script that shows it. */
import type { BrokerUnderTest } from '../client.ts'
import { generate } from './generate.ts'
import { isSame, play, type Scene } from './play.ts'
import { type RandomScript, scriptText } from './random-script.ts'
import { shrink } from './shrink.ts'

/** A difference counts when it shows every time: a busy machine may miss a time once. */
const runsToBelieve = 3

export interface RandomComparison {
  readonly seeds: readonly number[]
  /** Scripts side by side on the server. */
  readonly atOnce: number
  readonly openServer: () => Promise<BrokerUnderTest>
  readonly openEngine: () => Promise<BrokerUnderTest>
}

export interface RandomResult {
  readonly scripts: number
  /** Seeds that were equal when they were run again. */
  readonly equalLater: readonly number[]
  readonly differences: readonly Difference[]
}

/** The first scene that differs, of the shrunk script. A side that says nothing had no such scene. */
export interface Difference {
  readonly script: RandomScript
  readonly engine: Scene
  readonly server: Scene
}

/** Runs the script of every seed on both sides. */
export async function compareRandom(comparison: RandomComparison): Promise<RandomResult> {
  const { seeds, atOnce } = comparison
  const waiting = [...seeds]
  const suspects: number[] = []
  const line = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
      if ((await firstDifference(comparison, generate(seed))) !== null) suspects.push(seed)
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  const equalLater: number[] = []
  const differences: Difference[] = []
  for (const seed of suspects.sort((a, b) => a - b)) {
    const found = await believe(comparison, generate(seed))
    if (found === null) equalLater.push(seed)
    else differences.push(found)
  }
  return { scripts: seeds.length, equalLater, differences }
}

/** Runs a suspect alone, several times; null when it was equal once. */
async function believe(
  comparison: RandomComparison,
  script: RandomScript,
): Promise<Difference | null> {
  for (let run = 1; run < runsToBelieve; run++)
    if ((await firstDifference(comparison, script)) === null) return null
  const fails = async (candidate: RandomScript) =>
    (await firstDifference(comparison, candidate)) !== null
  const shrunk = await shrink(script, fails)
  return (await firstDifference(comparison, shrunk)) ?? firstDifference(comparison, script)
}

/** Plays it on both sides; null when every scene is the same. */
export async function firstDifference(
  { openServer, openEngine }: Pick<RandomComparison, 'openServer' | 'openEngine'>,
  script: RandomScript,
): Promise<Difference | null> {
  const engine = await playedOn(await openEngine(), script, null)
  const server = await playedOn(await openServer(), script, engine)
  const length = Math.max(engine.length, server.length)
  for (let at = 0; at < length; at++) {
    const [ours = [], theirs = []] = [engine[at], server[at]]
    if (!isSame(ours, theirs)) return { script, engine: ours, server: theirs }
  }
  return null
}

async function playedOn(
  broker: BrokerUnderTest,
  script: RandomScript,
  expected: readonly Scene[] | null,
): Promise<readonly Scene[]> {
  try {
    return await play(broker, script, expected)
  } finally {
    await broker.close()
  }
}

/** A difference in lines: the script, then what each side saw. */
export function differenceText({ script, engine, server }: Difference): readonly string[] {
  return [
    ...scriptText(script),
    'the engine saw:',
    ...engine.map((line) => `  ${line}`),
    'the server saw:',
    ...server.map((line) => `  ${line}`),
  ]
}
