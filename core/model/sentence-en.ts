import type { Command } from './command.ts'
import type { BrokerFault, FaultSpec } from './scenario.ts'
import { brokerEnglish, isBrokerDial, isOfBroker } from './sentence-broker.ts'
import {
  type Change,
  digits,
  duration,
  type Facts,
  type Piece,
  percent,
  type Words,
} from './sentence-words.ts'
import { TraceReason } from './trace.ts'

const you = (actor: Facts['actor']): Piece => actor ?? 'You'

export const english: Words = {
  defaultExchange: 'the default exchange',
  published: ({ actor, message, exchange, routedTo }) =>
    routedTo === null || routedTo.length === 0
      ? [you(actor), ' published ', message, ' to ', exchange ?? 'an exchange', '.']
      : [
          you(actor),
          ' published ',
          message,
          '; ',
          exchange ?? 'an exchange',
          ' routed it to ',
          and(routedTo),
          '.',
        ],
  enqueued: ({ message, queue, detail }) =>
    detail === 0
      ? [message, ' entered ', queue, ', which is full.']
      : [message, ' entered ', queue, '.'],
  delivered: ({ actor, message, queue, attempt }) =>
    actor === null
      ? ['You were handed ', message, ' from ', queue, `, attempt ${attempt}.`]
      : [message, ' was delivered to ', actor, `, attempt ${attempt}.`],
  acked: ({ actor, message, detail, queue, tookUs }) =>
    detail === 1
      ? [message, ' left ', queue, ' with its delivery: ', you(actor), ' takes without acks.']
      : [you(actor), ' acked ', message, tookUs === null ? '.' : ` after ${duration(tookUs)}.`],
  requeued: ({ actor, message, queue, reason, attempt }) => {
    const next = ` It goes back for attempt ${attempt + 1}.`
    switch (reason) {
      case TraceReason.nack:
        return [you(actor), ' nacked ', message, ' with requeue.', next]
      case TraceReason.rejected:
        return [you(actor), ' rejected ', message, ' with requeue.', next]
      case TraceReason.crash:
        return [message, ' returned to ', queue, ': ', you(actor), ' died before its ack.', next]
      case TraceReason.timeout:
        return [message, ' returned to ', queue, ': ', you(actor), ' held it too long.', next]
      case TraceReason.browse:
        return ['You handed ', message, ' back to ', queue, '. It is marked redelivered.']
      default:
        return [message, ' returned to ', queue, '.', next]
    }
  },
  deadLettered: ({ message, queue, exchange, ...why }) => [
    message,
    ' was dead-lettered from ',
    queue,
    exchange === null
      ? [' to an exchange that does not exist, so it is gone: ']
      : [' to ', exchange, ': '],
    whyDead({ queue, ...why }),
  ],
  dropped: ({ actor, message, queue, reason }) => {
    switch (reason) {
      case TraceReason.expired:
        return [message, ' expired in ', queue, '.']
      case TraceReason.maxlen:
        return [queue, ' was full and dropped ', message, '.']
      case TraceReason.purged:
        return [message, ' was purged from ', queue, '.']
      case TraceReason.cycle:
        return [
          message,
          ' was dropped before ',
          queue,
          ': it had died there before and nobody rejected it since.',
        ]
      default:
        return [
          you(actor),
          ' rejected ',
          message,
          '. ',
          queue,
          ' has no dead-letter exchange, so it is gone.',
        ]
    }
  },
  returned: ({ actor, message }) =>
    actor === null
      ? [message, ' came back to you: it matched no queue.']
      : [message, ' came back to ', actor, ': it matched no queue.'],
  unroutable: ({ message, exchange }) => [
    message,
    ' matched no queue of ',
    exchange ?? 'its exchange',
    ' and is gone.',
  ],
  refused: ({ message, queue }) => [queue, ' is full and refused ', message, '.'],
  confirmed: ({ actor, message }) => [
    'The broker confirmed ',
    message,
    ' to ',
    actor ?? 'you',
    '.',
  ],
  confirmNacked: ({ actor, message }) => [
    'The broker told ',
    actor ?? 'you',
    ' that it did not take ',
    message,
    '.',
  ],
  crashed: ({ actor }) => [you(actor), ' crashed.'],
  restarted: ({ actor }) => [you(actor), ' is back.'],
  ackTimeout: ({ actor }) => [
    'The broker closed the channel of ',
    you(actor),
    ': it held a delivery longer than the ack timeout.',
  ],
  producerBlocked: ({ actor, detail }) => [you(actor), waiting[detail] ?? ' waits.'],
  producerUnblocked: ({ actor }) => [you(actor), ' may publish again.'],
  connectionLost: ({ actor }) => [you(actor), ' lost its connection.'],
  consumerCancelled: ({ actor, queue }) => [
    'The broker cancelled ',
    you(actor),
    ' on ',
    queue,
    '.',
  ],
  leaderElected: ({ queue, detail }) =>
    detail === 0
      ? [queue, ' has no leader: no majority of its members is up.']
      : [queue, ` is led by node ${detail}.`],
  faultBegan: (fault, target) => {
    if (isOfBroker(fault))
      return brokerEnglish.began(fault, 'forUs' in fault ? lasting(fault.forUs) : '')
    switch (fault.kind) {
      case 'crash':
        return ['Fault: ', target, ' crashes', lasting(fault.restartAfterUs), '.']
      case 'slow':
        return [
          'Fault: ',
          target,
          ` works ${digits(fault.factor)} times slower`,
          lasting(fault.forUs),
          '.',
        ]
      case 'stop':
        return ['Fault: ', target, ' stops', lasting(fault.forUs), '.']
      case 'surge':
        return [
          'Fault: ',
          target,
          ` publishes ${digits(fault.factor)} times as much`,
          lasting(fault.forUs),
          '.',
        ]
    }
  },
  faultEnded: (fault, target) =>
    isOfBroker(fault)
      ? brokerEnglish.ended(fault)
      : ['The fault is over: ', target, faultOver[fault.kind]],
  intervened,
  intervenedSomehow: () => 'You changed something.',
}

/** By what a producer is blocked, as `blockedBy` numbers it. */
const waiting = [
  ' waits: its confirm window is full.',
  ' is blocked: an alarm is on.',
  ' waits: no node is up.',
]

const faultOver: Record<Exclude<FaultSpec, BrokerFault>['kind'], string> = {
  crash: ' comes back.',
  slow: ' works at its own pace again.',
  stop: ' publishes again.',
  surge: ' publishes as much as before.',
}

const lasting = (us: number | null) => (us === null ? '' : ` for ${duration(us)}`)

function and(things: readonly Piece[]): Piece {
  return things.map((thing, index) =>
    index === 0 ? thing : [index === things.length - 1 ? ' and ' : ', ', thing],
  )
}

function whyDead({
  actor,
  queue,
  reason,
  attempt,
}: Pick<Facts, 'actor' | 'queue' | 'reason' | 'attempt'>): Piece {
  switch (reason) {
    case TraceReason.expired:
      return 'its time to live was over.'
    case TraceReason.maxlen:
      return [queue, ' was full.']
    case TraceReason.deliveryLimit:
      return `${attempt} deliveries exceed the delivery limit.`
    default:
      return [you(actor), ` rejected it at attempt ${attempt}.`]
  }
}

function intervened({ command, before, target }: Change): Piece {
  if (isBrokerDial(command)) return brokerEnglish.turned(command)
  switch (command.kind) {
    case 'producer.rate':
      return set('the rate', target, before, command.ratePerSecond, (n) => digits(n), ' /s')
    case 'producer.poison':
      return set('the share of poison messages', target, before, command.share, percent, ' %')
    case 'consumer.service':
      return set('the mean service time', target, before, command.meanUs, duration, '')
    case 'consumer.prefetch':
      return set('the prefetch', target, before, command.prefetch, (n) => String(n), '')
    case 'consumer.failure':
      return set('the failure probability', target, before, command.probability, percent, ' %')
    case 'link.latency':
      return set('the latency', target, before, command.latencyUs, duration, '')
    case 'consumer.crash':
      return ['You crashed ', target, lasting(command.restartAfterUs), '.']
    case 'queue.browse':
      return ['You looked at up to ', String(command.count), ' messages of ', target, '.']
    case 'message.publish':
      return ['You published a message to ', target, '.']
    default:
      return ['You ', deeds[command.kind], ' ', target, '.']
  }
}

const deeds: Record<
  Extract<Command['kind'], 'producer.stop' | 'producer.start' | 'consumer.restart' | 'queue.purge'>,
  string
> = {
  'producer.stop': 'stopped',
  'producer.start': 'started',
  'consumer.restart': 'restarted',
  'queue.purge': 'purged',
}

/** "You raised the rate of checkout from 10 to 24 /s." */
function set(
  what: string,
  target: Piece,
  before: number | null,
  after: number,
  write: (value: number) => string,
  unit: string,
): Piece {
  const verb = before === null || before === after ? 'set' : before < after ? 'raised' : 'lowered'
  const from = before === null || before === after ? '' : ` from ${write(before)}`
  return [`You ${verb} ${what} of `, target, `${from} to ${write(after)}${unit}.`]
}
