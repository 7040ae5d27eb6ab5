/** The groups of a large topology as strips over time: what the dock draws. */
import {
  mostTimes,
  type StripSource,
  type StripSpec,
  type Strips,
} from '#renderer/charts/strip-spec.ts'
import { type DepthHistory, usualLevel } from '#renderer/state/depth-history.ts'
import type { QueueGroup } from '#renderer/state/queue-groups.ts'
import { depthHistory, latestFrame, steadyRates, useRun } from '#renderer/state/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import { writeCount, writeNetRate } from '#renderer/ui/number.ts'
import { runClock } from './run-clock.ts'

/** A group and where its queues stand in a frame. */
export interface PlacedGroup {
  readonly key: string
  readonly label: string
  readonly queues: readonly number[]
}

export function placedGroups(
  groups: readonly QueueGroup[],
  queues: readonly string[],
): readonly PlacedGroup[] {
  const places = new Map(queues.map((name, at) => [name, at]))
  return groups.map(({ key, label, queues: own }) => ({
    key,
    label,
    queues: own.flatMap((name) => places.get(name) ?? []),
  }))
}

/** Growth under this is breathing and does not move a strip up. */
const growsFrom = 0.5
/** A few messages are no backlog, however fast they came. */
const readyLeast = 20

/** Strips of all groups: those that grow by how much, the others by what is ready. */
export function stripsOf(
  groups: readonly PlacedGroup[],
  history: DepthHistory,
  frame: FrameView | null,
  rates: RateTable,
): Strips {
  const rows = groups.map(({ key, label, queues }) => {
    let [ready, growth] = [0, 0]
    for (const at of queues) {
      ready += frame?.queue(at, 'ready') ?? 0
      growth += rates.queue(at, 'ready')
    }
    const levels = history.sum(queues)
    const grows = growth >= growsFrom && ready >= readyLeast
    const strip: StripSpec = {
      key,
      label,
      strong: grows,
      levels,
      usual: usualLevel(levels),
      ends: [writeCount(ready), writeNetRate(growth)],
    }
    return { strip, ready, growth: grows ? growth : 0 }
  })
  rows.sort((a, b) => b.growth - a.growth || b.ready - a.ready)
  const strips = rows.map(({ strip }) => strip)
  return { timeUs: history.timeUs, strips, timesMost: mostTimes(strips) }
}

/** The queue of a group that grows fastest, else the fullest. */
export function worstQueue({ queues }: PlacedGroup, frame: FrameView, rates: RateTable): number {
  const growthOf = (at: number) => {
    const growth = rates.queue(at, 'ready')
    return growth >= growsFrom ? growth : 0
  }
  return queues.reduce((worst, at) => {
    const more = growthOf(at) - growthOf(worst)
    return more > 0 || (more === 0 && frame.queue(at, 'ready') > frame.queue(worst, 'ready'))
      ? at
      : worst
  }, queues[0] ?? -1)
}

/** A source over the run store; strips are made once per change of the numbers. */
export function stripSource(groups: readonly PlacedGroup[]): StripSource {
  let gauges = -1
  let strips: Strips | null = null
  return {
    ...runClock,
    readStrips: () => {
      const now = useRun.getState().gauges
      if (strips === null || now !== gauges) {
        gauges = now
        strips = stripsOf(groups, depthHistory(), latestFrame(), steadyRates())
      }
      return strips
    },
  }
}
