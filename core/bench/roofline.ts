import type { Speed } from './rounds.ts'

/**
 * A1: a simulated message on a heap cannot be cheaper than its bare parts: two events, two exponential draws, one key
 * drawn and routed, one slot lived through. Draws and choice are the simulation's own; heap, route and slot are the barest there
 * can be, so that a slow engine cannot flatter itself. In million messages per second.
 */
export function roofline(speeds: ReadonlyMap<string, Speed>): number {
  const cost = (name: string) => 1 / speeds.get(name)!.median
  return (
    1 /
    (2 * cost('bare heap') + 2 * cost('exponential') + cost('lifecycle') + cost('key and route'))
  )
}
