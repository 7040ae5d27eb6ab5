/** A situation in one or two sentences: the first says what happens, the second why. */
import type { Say } from '#renderer/i18n/text.ts'
import type { QueueFacts } from '#renderer/state/queue-facts.ts'
import { measureDuration, writeCount, writeMeasure, writeRate } from '#renderer/ui/number.ts'
import type { narratorText } from './narrator-text.ts'
import { writeShare } from './numbers.ts'
import type { Situation } from './situation.ts'

export interface Narration {
  readonly head: string
  readonly why: string
}

/** From here on a stable queue is called tight. */
const tightLoad = 0.85

export function narrate(say: Say<(typeof narratorText)['en']>, situation: Situation): Narration {
  switch (situation.kind) {
    case 'empty':
      return { head: say('empty'), why: say('emptyWhy') }
    case 'halted':
      return { head: say('halted'), why: say('haltedWhy') }
    case 'not-begun':
      return { head: say('notBegun'), why: say('notBegunWhy') }
    case 'finished':
      return {
        head: say('finished'),
        why: say('finishedWhy', { events: writeCount(situation.events) }),
      }
    case 'blocked': {
      const { producer, others } = situation
      const head =
        others > 0 ? say('blockedMore', { producer, others }) : say('blocked', { producer })
      return { head, why: say('blockedWhy') }
    }
    case 'alarmed':
      return {
        head: say('alarmed'),
        why: say('alarmedWhy', { count: situation.producers }),
      }
    case 'no-node':
      return { head: say('noNode'), why: say('noNodeWhy') }
    case 'leaderless':
      return { head: say('leaderless', { queue: situation.name }), why: say('leaderlessWhy') }
    case 'log':
      return {
        head: say('log', { queue: situation.queue.name }),
        why: say('logWhy', {
          retained: writeCount(situation.retained),
          trimmed: writeCount(situation.trimmed),
        }),
      }
    case 'down': {
      const { consumer, others, left, queue } = situation
      const head = others > 0 ? say('downMore', { consumer, others }) : say('down', { consumer })
      return { head, why: say('downWhy', { ...numbersOf(queue), count: left }) }
    }
    case 'no-consumer':
      return {
        head: say('noConsumer', { queue: situation.queue.name }),
        why: say('noConsumerWhy', numbersOf(situation.queue)),
      }
    case 'refusing': {
      const { queue, limit, refusedRate } = situation
      return {
        head: say('refusing', { queue: queue.name }),
        why: say('refusingWhy', { limit: writeCount(limit), refused: writeRate(refusedRate) }),
      }
    }
    case 'overflowing': {
      const { queue, limit, keptAsDead } = situation
      return {
        head: say('overflowing', { queue: queue.name }),
        why: say(keptAsDead ? 'overflowingDead' : 'overflowingLost', { limit: writeCount(limit) }),
      }
    }
    case 'growing':
      return {
        head: say('growing', {
          queue: situation.queue.name,
          growth: writeRate(situation.queue.growthRate),
        }),
        why: say('growingWhy', numbersOf(situation.queue)),
      }
    case 'draining': {
      const { queue } = situation
      const leftUs = (queue.ready / -queue.growthRate) * 1e6
      return {
        head: say('draining', { queue: queue.name }),
        why: say('drainingWhy', {
          ready: writeCount(queue.ready),
          shrink: writeRate(-queue.growthRate),
          left: writeMeasure(measureDuration(roughly(leftUs))),
        }),
      }
    }
    case 'poisoned': {
      const { queue, share, attempts } = situation
      const head = say('poisoned', { share: writeShare(share) })
      const numbers = numbersOf(queue)
      return {
        head,
        why:
          attempts === null
            ? say('poisonedForever', numbers)
            : say('poisonedAttempts', { ...numbers, attempts }),
      }
    }
    case 'failing':
      return {
        head: say('failing', { share: writeShare(situation.share) }),
        why: say('failingWhy', numbersOf(situation.queue)),
      }
    case 'balanced': {
      const { queue } = situation
      const tight = queue.firstShare + queue.retryShare > tightLoad
      return {
        head: say('balanced'),
        why: say(tight ? 'balancedTight' : 'balancedWhy', numbersOf(queue)),
      }
    }
    case 'all-balanced': {
      const { queues, arrivalRate, capacityRate, consumersUp } = situation
      return {
        head: say('allBalanced', { queues: writeCount(queues) }),
        why: say('allBalancedWhy', {
          arrivals: writeRate(arrivalRate),
          consumers: writeCount(consumersUp),
          capacity: writeRate(capacityRate),
        }),
      }
    }
    case 'quiet':
      return {
        head: say('quiet', { queue: situation.queue.name }),
        why: say('quietWhy', numbersOf(situation.queue)),
      }
  }
}

function numbersOf(queue: QueueFacts) {
  return {
    queue: queue.name,
    count: queue.consumersUp,
    ready: writeCount(queue.ready),
    unacked: writeCount(queue.unacked),
    arrivals: writeRate(queue.arrivalRate),
    load: writeRate(queue.arrivalRate + queue.redeliveryRate),
    capacity: writeRate(queue.capacityRate),
    rho: (queue.firstShare + queue.retryShare).toFixed(2),
  }
}

/** Two digits: an estimate must not look like a measurement. */
const roughly = (us: number) => Number(us.toPrecision(2))
