/** How loaded the consumers of a queue are. */
import type { LivePicture } from './live.ts'

/**
 * Utilisation ρ: deliveries asked for (first tries and redeliveries) over what the consumers that are up can finish.
 * Null when nobody is up, or when nothing arrives: then it says nothing.
 */
export function utilisation(
  { frame, steadyRates }: Pick<LivePicture, 'frame' | 'steadyRates'>,
  queue: number,
  consumers: readonly number[],
): number | null {
  let capacityPerSecond = 0
  for (const at of consumers) {
    if (frame.consumer(at, 'state') !== 0) continue
    capacityPerSecond += 1e6 / Math.max(1, frame.consumer(at, 'serviceMeanUs'))
  }
  const arrivingPerSecond =
    steadyRates.queue(queue, 'published') + steadyRates.queue(queue, 'redelivered')
  if (capacityPerSecond === 0 || !(arrivingPerSecond > 0)) return null
  return arrivingPerSecond / capacityPerSecond
}
