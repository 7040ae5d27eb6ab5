/** What was done just before something began. */
import type { FlagSpec } from '#renderer/charts/band-spec.ts'

/** A cause shows in a depth within this share of the run, at least within ten seconds. */
const shareOfRun = 0.06
const leastUs = 10e6

/** The words of the newest flag before `sinceUs`, when it is near enough to be the cause; else null. */
export function changeBefore(
  flags: readonly FlagSpec[],
  sinceUs: number,
  timeUs: Float64Array,
): string | null {
  const reachUs = Math.max(leastUs, (timeUs.at(-1) ?? 0) * shareOfRun)
  const near = flags.filter(({ atUs }) => atUs <= sinceUs && sinceUs - atUs <= reachUs)
  return near.at(-1)?.label ?? null
}
