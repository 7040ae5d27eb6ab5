/** What a hot spot says: its reason in one sentence, and the cause behind it. */
import type { Say } from '#renderer/i18n/text.ts'
import type { HotReason, HotSpot } from '#renderer/state/hot-spots.ts'
import type { MarkName } from '#renderer/ui/Mark.tsx'
import { writeCount, writeRate } from '#renderer/ui/number.ts'
import type { hotText } from './hot-text.ts'
import { writeShare } from './numbers.ts'

type HotSay = Say<(typeof hotText)['en']>

/** The mark before its name: the state of the messages that make it hot. */
export function markOf(reason: HotReason): MarkName {
  if (reason.kind === 'redelivered') return 'redelivered'
  if (reason.kind === 'nobody' && reason.deadLetters) return 'dead'
  return reason.kind === 'at-limit' ? 'expired' : 'ready'
}

export function reasonWords(say: HotSay, { queue, reason, outRate }: HotSpot): string {
  const arrivals = writeRate(queue.arrivalRate)
  const out = writeRate(outRate)
  switch (reason.kind) {
    case 'nobody':
      if (reason.deadLetters) return say('deadLetters', { arrivals })
      return queue.arrivalRate < 0.05 ? say('nobodyIdle') : say('nobody', { arrivals })
    case 'all-down':
      return say('allDown', { arrivals, count: reason.consumers })
    case 'at-limit':
      return say('atLimit', { limit: writeCount(reason.limit), loss: writeRate(reason.lossRate) })
    case 'full':
      return say('full', {
        arrivals,
        out,
        count: reason.consumers,
        prefetch: writeCount(reason.prefetch),
      })
    case 'outpaced':
      return say('outpaced', {
        arrivals,
        out,
        count: reason.consumers,
        capacity: writeRate(reason.capacityRate),
      })
    case 'redelivered':
      return say('redelivered', { share: writeShare(reason.share) })
    case 'calm':
      return say('calm', { arrivals, out })
  }
}

export function causeWords(say: HotSay, { reason }: HotSpot): string {
  switch (reason.kind) {
    case 'nobody':
      return say(reason.deadLetters ? 'why_deadLetters' : 'why_nobody')
    case 'all-down':
      return say('why_allDown')
    case 'at-limit':
      return say('why_atLimit')
    case 'full':
      return say('why_full')
    case 'outpaced':
      return say('why_outpaced')
    case 'redelivered':
      return say('why_redelivered')
    case 'calm':
      return say('why_calm')
  }
}
