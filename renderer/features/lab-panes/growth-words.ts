/** Who makes the growth of a large broker, in two sentences. */
import type { Say } from '#renderer/i18n/text.ts'
import type { HotSpots } from '#renderer/state/hot-spots.ts'
import { writeRate } from '#renderer/ui/number.ts'
import type { hotText } from './hot-text.ts'
import type { Narration } from './narration.ts'
import { writeShare } from './numbers.ts'

/** A few queues that make less than this of the growth are not its story. */
const shareLeast = 0.5
/** The fewest queues that make this much are named as the ones. */
const shareEnough = 0.9

/** Null when the broker as a whole does not grow, or when everything does. */
export function narrateGrowth(
  say: Say<(typeof hotText)['en']>,
  queues: number,
  { spots, growthRate }: HotSpots,
): Narration | null {
  const growing = spots.filter((spot) => spot.growthRate > 0)
  const [first, second] = growing
  if (first === undefined || growthRate <= 0) return null
  let count = 0
  let sum = 0
  while (count < growing.length && sum < growthRate * shareEnough)
    sum += growing[count++]!.growthRate
  const share = Math.min(1, sum / growthRate)
  if (share < shareLeast) return null
  const numbers = {
    first: first.queue.name,
    firstRate: writeRate(first.growthRate),
    whole: writeRate(growthRate),
  }
  return {
    head: say('share', { count, all: queues, share: writeShare(share) }),
    why:
      second === undefined || count < 2
        ? say('shareOne', numbers)
        : say('shareTwo', {
            ...numbers,
            second: second.queue.name,
            secondRate: writeRate(second.growthRate),
          }),
  }
}
