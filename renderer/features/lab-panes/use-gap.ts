import { useRun } from '#renderer/state/run.ts'

/** Steps of one dial within two wall seconds are one change; at full speed there is no telling, so a minute. */
export function useGap(): number {
  const speed = useRun((run) => run.speed)
  return speed === 'max' ? 60e6 : 2e6 * Math.max(1, speed)
}
