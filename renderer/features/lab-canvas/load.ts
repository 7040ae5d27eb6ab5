/** How loaded the consumers of a queue are. */
import type { LivePicture } from './live.ts'

/**
 * Utilisation ρ: deliveries asked for (first tries and redeliveries) over what the consumers that are up can finish.
 * Of a log each reader has to keep up with all of it: the slowest one's counts. Null when nobody is up, or when nothing arrives: then it says nothing.
 */
export function utilisation(
  { frame, steadyRates }: Pick<LivePicture, 'frame' | 'steadyRates'>,
  queue: number,
  consumers: readonly number[],
  isLog = false,
): number | null {
  let capacityPerSecond = 0
  for (const at of consumers) {
    if (frame.consumer(at, 'state') !== 0 || frame.consumer(at, 'served') !== 1) continue
    const own = 1e6 / Math.max(1, frame.consumer(at, 'serviceMeanUs'))
    if (!isLog) capacityPerSecond += own
    else capacityPerSecond = Math.min(capacityPerSecond || own, own)
  }
  const arrivingPerSecond =
    steadyRates.queue(queue, 'published') + steadyRates.queue(queue, 'redelivered')
  if (capacityPerSecond === 0 || !(arrivingPerSecond > 0)) return null
  return arrivingPerSecond / capacityPerSecond
}
