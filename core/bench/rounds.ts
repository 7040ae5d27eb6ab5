/** Something that is timed: does about `count` units of work and returns how many it did. */
export interface Contestant {
  readonly name: string
  run(count: number): number | Promise<number>
  /** Figures beside its speed. */
  facts?(): Readonly<Record<string, number>>
}

/** Does work elsewhere and says how long that took there. */
export interface Runner {
  readonly name: string
  time(count: number): Promise<{ units: number; tookMs: number }>
}

/** Million units per second over the rounds. */
export interface Speed {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Most time goes into the first two calibration steps of the slowest contestant, so start small. */
const firstCount = 1000
const settledMs = 40

/**
 * Times every runner once per round, in turn, so that a machine that slows down slows all of them: compare within a
 * call, never across calls. Each is first run until the compiler has settled and then so long that a round takes `roundMs`.
 */
export async function race(
  runners: readonly Runner[],
  rounds: number,
  roundMs: number,
): Promise<Map<string, Speed>> {
  const counts = new Map<string, number>()
  for (const runner of runners) counts.set(runner.name, await fitting(runner, roundMs))
  const speeds = new Map<string, number[]>(runners.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const runner of runners) {
      const { units, tookMs } = await runner.time(counts.get(runner.name)!)
      speeds.get(runner.name)!.push(units / tookMs / 1000)
    }
  }
  return new Map([...speeds].map(([name, found]) => [name, summary(found)]))
}

export function summary(values: readonly number[]): Speed {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: sorted[sorted.length >> 1]!, min: sorted[0]!, max: sorted.at(-1)! }
}

async function fitting(runner: Runner, roundMs: number): Promise<number> {
  for (let count = firstCount; ; count *= 2) {
    const { units, tookMs } = await runner.time(count)
    if (tookMs >= settledMs && units > 0) return Math.ceil((units / tookMs) * roundMs)
  }
}

export async function timed(
  contestant: Contestant,
  count: number,
): Promise<{ units: number; tookMs: number }> {
  const beganMs = threadMs()
  const units = await contestant.run(count)
  return { units, tookMs: threadMs() - beganMs }
}

/** Time this thread has computed: what other programs take from it does not count, nor do the collector's helper threads. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
