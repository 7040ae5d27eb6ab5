/** Which of a few stories a run is telling right now. The narrator puts it into words; the rules are here, in order. */
import type { RunDescription, RunState } from '#core/model/run.ts'
import { brokerNodes } from '#core/model/scenario.ts'
import { inEffect } from '#renderer/state/in-effect.ts'
import { type QueueFacts, queueFacts } from '#renderer/state/queue-facts.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'

export type Situation =
  | { readonly kind: 'empty' }
  | { readonly kind: 'halted' }
  | { readonly kind: 'finished'; readonly events: number }
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'blocked'; readonly producer: string; readonly others: number }
  | { readonly kind: 'alarmed'; readonly producers: number }
  | { readonly kind: 'no-node' }
  | { readonly kind: 'leaderless'; readonly name: string }
  | {
      readonly kind: 'log'
      readonly queue: QueueFacts
      readonly retained: number
      readonly trimmed: number
    }
  | {
      readonly kind: 'down'
      readonly consumer: string
      readonly others: number
      readonly left: number
      readonly queue: QueueFacts
    }
  | { readonly kind: 'no-consumer'; readonly queue: QueueFacts }
  | {
      readonly kind: 'refusing'
      readonly queue: QueueFacts
      readonly refusedRate: number
      readonly limit: number
    }
  | {
      readonly kind: 'overflowing'
      readonly queue: QueueFacts
      readonly limit: number
      readonly keptAsDead: boolean
    }
  | { readonly kind: 'growing'; readonly queue: QueueFacts }
  | { readonly kind: 'draining'; readonly queue: QueueFacts }
  | {
      readonly kind: 'poisoned'
      readonly queue: QueueFacts
      readonly share: number
      readonly attempts: number | null
    }
  | { readonly kind: 'failing'; readonly queue: QueueFacts; readonly share: number }
  | { readonly kind: 'quiet'; readonly queue: QueueFacts }
  | { readonly kind: 'balanced'; readonly queue: QueueFacts }
  | {
      readonly kind: 'all-balanced'
      readonly queues: number
      readonly arrivalRate: number
      readonly capacityRate: number
      readonly consumersUp: number
    }

/** Fewer than this per second is nothing worth a sentence. */
const noticeableRate = 0.05
/** A backlog is spoken of when it takes longer than this to work off. */
const backlogSeconds = 3

/** `chosen`: the queue the sentence should be about; null: the busiest one. */
export function situationOf(
  description: RunDescription,
  frame: FrameView,
  rates: RateTable,
  chosen: string | null,
): Situation {
  const { scenario } = description
  const state: RunState = frame.state
  if (
    description.queues.length === 0 ||
    scenario.producers.length + scenario.consumers.length === 0
  ) {
    return { kind: 'empty' }
  }
  if (state === 'halted') return { kind: 'halted' }
  if (frame.eventsTotal === 0 && state === 'paused') return { kind: 'not-begun' }
  if (state === 'finished') return { kind: 'finished', events: frame.eventsTotal }

  const broker = brokerSituation(description, frame)
  if (broker !== null) return broker
  const blocked = scenario.producers.filter((_, index) => frame.producer(index, 'state') === 2)
  if (blocked[0] !== undefined) {
    return { kind: 'blocked', producer: blocked[0].name, others: blocked.length - 1 }
  }
  const facts = queueFacts(description, frame, rates)
  const tell = (queue: QueueFacts) =>
    downSituation(description, frame, queue) ??
    limitSituation(description, rates, queue) ??
    flowSituation(description, frame, queue)
  const wanted = facts.find(({ name }) => name === chosen)
  if (wanted !== undefined) return tell(wanted)
  const busiest = busiestFirst(facts).slice(0, toldMax)
  const told = busiest.map(tell)
  const worst = told.reduce((one, other) => (urgency(other) > urgency(one) ? other : one))
  return worst.kind === 'balanced' && busiest.length > 1 ? together(facts) : worst
}

/** What is wrong with the broker itself comes before any queue. */
function brokerSituation({ scenario, queues }: RunDescription, frame: FrameView): Situation | null {
  if (!brokerNodes.some((node) => frame.isUp(node))) return { kind: 'no-node' }
  const alarmed = scenario.producers.filter((_, index) => frame.producer(index, 'state') === 3)
  if (alarmed.length > 0) return { kind: 'alarmed', producers: alarmed.length }
  const leaderless = queues.find((_, index) => frame.queue(index, 'leader') === 0)
  return leaderless === undefined ? null : { kind: 'leaderless', name: leaderless }
}

/** Queues looked at for a sentence, the busiest first; the rest of a large broker cannot be told in one anyway. */
const toldMax = 50

/** Work to do first, then traffic; what only keeps dead letters is told when it is asked for. */
function busiestFirst(facts: readonly QueueFacts[]): readonly QueueFacts[] {
  const active = facts.filter(({ keepsDeadLetters, isLog }) => !keepsDeadLetters && !isLog)
  const weight = ({ arrivalRate, redeliveryRate, growthRate, ready }: QueueFacts) =>
    arrivalRate + redeliveryRate + Math.max(0, growthRate) + ready * 1e-3
  return active.length === 0 ? facts : [...active].sort((a, b) => weight(b) - weight(a))
}

const byUrgency: readonly Situation['kind'][] = [
  'log',
  'quiet',
  'balanced',
  'failing',
  'poisoned',
  'draining',
  'no-consumer',
  'growing',
  'overflowing',
  'refusing',
  'down',
]
const urgency = ({ kind }: Situation) => byUrgency.indexOf(kind)

/** All queues keep up: told as one. */
function together(facts: readonly QueueFacts[]): Situation {
  const queues = facts.filter(({ keepsDeadLetters, isLog }) => !keepsDeadLetters && !isLog)
  const sum = (of: (queue: QueueFacts) => number) =>
    queues.reduce((total, queue) => total + of(queue), 0)
  return {
    kind: 'all-balanced',
    queues: queues.length,
    arrivalRate: sum(({ arrivalRate }) => arrivalRate),
    capacityRate: sum(({ capacityRate }) => capacityRate),
    consumersUp: sum(({ consumersUp }) => consumersUp),
  }
}

function downSituation(
  { scenario }: RunDescription,
  frame: FrameView,
  queue: QueueFacts,
): Situation | null {
  const down = queue.consumers.filter((consumer) => frame.consumer(consumer, 'state') === 1)
  const first = down[0]
  if (first === undefined || queue.consumersUp === 0) return null
  return {
    kind: 'down',
    consumer: scenario.consumers[first]!.name,
    others: down.length - 1,
    left: queue.consumersUp,
    queue,
  }
}

function limitSituation(
  { scenario }: RunDescription,
  rates: RateTable,
  queue: QueueFacts,
): Situation | null {
  const spec = inEffect(scenario).topology.queues.find(({ name }) => name === queue.name)
  const limit = spec?.arguments.maxLength ?? null
  if (spec === undefined || limit === null || queue.ready < limit * 0.98) return null
  if (spec.arguments.overflow !== 'drop-head') {
    const refusedRate = scenario.producers.reduce(
      (sum, _, index) => sum + rates.producer(index, 'refused'),
      0,
    )
    return refusedRate > noticeableRate ? { kind: 'refusing', queue, refusedRate, limit } : null
  }
  const keptAsDead = spec.arguments.deadLetterExchange !== null
  const lossRate = queue.dropRate + (keptAsDead ? queue.deadLetterRate : 0)
  return lossRate > noticeableRate ? { kind: 'overflowing', queue, limit, keptAsDead } : null
}

function flowSituation(
  { scenario }: RunDescription,
  frame: FrameView,
  queue: QueueFacts,
): Situation {
  if (queue.isLog) {
    const trimmed = frame.queue(queue.index, 'dropped') + frame.queue(queue.index, 'expired')
    return { kind: 'log', queue, retained: queue.ready, trimmed }
  }
  if (queue.consumersUp === 0 && (queue.arrivalRate > noticeableRate || queue.ready > 0)) {
    return { kind: 'no-consumer', queue }
  }
  const load = queue.firstShare + queue.retryShare
  if (load > 1.02 && queue.growthRate > noticeableRate) return { kind: 'growing', queue }
  const poison = Math.max(
    0,
    ...scenario.producers.map((_, at) => frame.producer(at, 'poisonShare')),
  )
  const failure = Math.max(
    0,
    ...queue.consumers.map((at) => frame.consumer(at, 'failureProbability')),
  )
  if (poison > 0 && queue.redeliveryRate > noticeableRate) {
    const first = scenario.consumers[queue.consumers[0] ?? -1]
    return { kind: 'poisoned', queue, share: poison, attempts: first?.failure.attemptsMax ?? null }
  }
  if (failure > 0) return { kind: 'failing', queue, share: failure }
  const backlog = queue.ready > queue.capacityRate * backlogSeconds
  if (backlog && queue.growthRate < -noticeableRate) return { kind: 'draining', queue }
  return queue.arrivalRate > noticeableRate ? { kind: 'balanced', queue } : { kind: 'quiet', queue }
}
