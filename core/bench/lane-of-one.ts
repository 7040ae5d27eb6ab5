/**
 * A thread in which one contestant runs alone: the compiler then sees only its types, as the engine's worker shows it only
 * the engine's, and the collector only its garbage. It is asked for a count, and answers what that took.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { contestants } from './contestants.ts'
import { timed } from './rounds.ts'

/** What goes back: units done, thread time, and what else the contestant can tell. */
export interface Timing {
  readonly units: number
  readonly tookMs: number
  readonly facts: Readonly<Record<string, number>>
}

const contestant = await contestants[String(workerData)]!()
parentPort!.on('message', async (count: number) => {
  const timing = await timed(contestant, count)
  const answer: Timing = { ...timing, facts: contestant.facts?.() ?? {} }
  parentPort!.postMessage(answer)
})
