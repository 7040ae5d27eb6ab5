/**
 * A thread in which one contestant runs alone: the compiler then sees only its types, as the engine's worker shows it only
 * the engine's, and the collector only its garbage. It is asked for a count, and answers what that took.
 */
import { PerformanceObserver } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { contestants } from './contestants.ts'
import { timed } from './rounds.ts'

/** What goes back: units done, thread time, and what else the contestant can tell. */
export interface Timing {
  readonly units: number
  readonly tookMs: number
  readonly facts: Readonly<Record<string, number>>
  /** Of the time, how much the collector held this thread up. */
  readonly collectorMs: number
}

let collectorMs = 0
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) collectorMs += duration
}).observe({ entryTypes: ['gc'] })

const contestant = await contestants[String(workerData)]!()
parentPort!.on('message', async (count: number) => {
  collectorMs = 0
  const timing = await timed(contestant, count)
  // What the collector did is told a turn later.
  await setImmediate()
  const answer: Timing = { ...timing, facts: contestant.facts?.() ?? {}, collectorMs }
  parentPort!.postMessage(answer)
})
