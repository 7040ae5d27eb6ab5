/**
 * Makes scripts whose outcome a real server decides alone: one verb at a time, one queue at work in a verb wherever two
 * could race, and times far from every edge.
 */
import type { Arguments } from '../client.ts'
import { Draw } from './draw.ts'
import { generateRoutes, publishStep } from './generate-routes.ts'
import type {
  ChannelPlan,
  DeadLetterPlan,
  QueuePlan,
  RandomScript,
  Sending,
  Step,
} from './random-script.ts'

/** A TTL that is over before the next verb, and one that outlives every script. */
const atOnceMs = 1
const neverMs = 600_000

type Theme = 'dying' | 'sharing' | 'routing'

/** The script of a seed. */
export function generate(seed: number): RandomScript {
  const draw = new Draw(seed)
  const theme = draw.weighted<Theme>([
    [5, 'dying'],
    [3, 'sharing'],
    [2, 'routing'],
  ])
  const queueCount = theme === 'sharing' ? 1 : draw.between(2, 3)
  const queues = Array.from({ length: queueCount }, () => queuePlan(draw, theme, queueCount))
  const channels = Array.from({ length: 4 }, (_, at): ChannelPlan => {
    return { queue: at % queueCount, transactional: at === 3 && draw.chance(0.25) }
  })
  const routes =
    theme === 'routing' ? generateRoutes(draw, queueCount) : { exchanges: [], bindings: [] }
  const length = draw.between(15, 45)
  const steps = Array.from({ length }, () => step(draw, theme, queues, channels))
  return { seed, queues, ...routes, channels, steps }
}

function queuePlan(draw: Draw, theme: Theme, queueCount: number): QueuePlan {
  const kind = draw.pick(['classic', 'quorum'] as const)
  const args: Record<string, Arguments[string]> = {}
  const isLimited = draw.chance(0.45)
  if (isLimited) {
    if (draw.chance(0.75)) args['x-max-length'] = draw.between(0, 4)
    else args['x-max-length-bytes'] = draw.between(5, 60)
    const modes = ['drop-head', 'drop-head', 'reject-publish']
    if (kind === 'classic') modes.push('reject-publish-dlx')
    args['x-overflow'] = draw.pick(modes)
  }
  const isSole = draw.chance(theme === 'sharing' ? 0.25 : 0.08)
  if (isSole) args['x-single-active-consumer'] = true
  const deadLetters =
    theme === 'dying' && draw.chance(0.75) ? deadLetterPlan(draw, queueCount) : null
  if (kind === 'classic') {
    if (draw.chance(0.25)) args['x-max-priority'] = draw.between(1, 5)
  } else {
    if (draw.chance(0.5)) args['x-delivery-limit'] = draw.pick([-1, 0, 1, 2, 3])
    if (deadLetters !== null && draw.chance(0.2)) {
      args['x-dead-letter-strategy'] = 'at-least-once'
      args['x-overflow'] = 'reject-publish'
    }
  }
  if (draw.chance(0.15)) {
    const isSoon = !opensAgain({ kind, arguments: args, deadLetters }) && draw.chance(0.5)
    args['x-message-ttl'] = isSoon ? atOnceMs : neverMs
  }
  return { kind, arguments: args, deadLetters }
}

/** A quorum queue that refuses opens again when something expires: how soon decides what it takes next. */
function opensAgain({ kind, arguments: args }: QueuePlan): boolean {
  return kind === 'quorum' && args['x-overflow'] === 'reject-publish'
}

function deadLetterPlan(draw: Draw, queueCount: number): DeadLetterPlan {
  const exchange = draw.weighted<DeadLetterPlan['exchange']>([
    [9, 'default'],
    [1, 'missing'],
  ])
  return { exchange, queue: draw.chance(0.8) ? draw.below(queueCount) : null }
}

function step(
  draw: Draw,
  theme: Theme,
  queues: readonly QueuePlan[],
  channels: readonly ChannelPlan[],
): Step {
  const queue = draw.below(queues.length)
  const channel = draw.below(channels.length)
  const make = draw.weighted<() => Step>([
    [
      10,
      () => {
        if (theme === 'routing' && draw.chance(0.8)) return publishStep(draw, sending(draw, true))
        const isLasting = opensAgain(queues[queue]!)
        const messages = Array.from({ length: draw.between(1, 3) }, () => sending(draw, isLasting))
        return { verb: 'send', queue, messages }
      },
    ],
    [
      opensAgain(queues[queue]!) ? 0 : 0.6,
      () => ({ verb: 'timed', queue, messages: timedSendings(draw) }),
    ],
    [
      theme === 'sharing' ? 5 : 3,
      () => ({
        verb: 'consume',
        channel,
        prefetch: draw.pick([null, 0, 1, 1, 2, 3]),
        autoAck: draw.chance(0.15),
        exclusive: draw.chance(0.06),
        priority:
          mayDiffer(queues, channels, channel) && draw.chance(0.3) ? draw.between(-1, 3) : 0,
      }),
    ],
    [1.5, () => ({ verb: 'cancel', consumer: draw.below(6) })],
    [
      4,
      () => {
        const autoAck = draw.chance(0.2) && !channels[channel]!.transactional
        return { verb: 'get', channel, autoAck }
      },
    ],
    [
      12,
      () => ({
        verb: 'settle',
        channel,
        how: draw.pick(['ack', 'nack', 'reject'] as const),
        requeue: draw.chance(0.6),
        multiple: draw.chance(0.35),
        which: draw.below(4),
      }),
    ],
    [0.5, () => ({ verb: 'recover', channel })],
    [1, () => ({ verb: 'reopen', channel })],
    [0.6, () => ({ verb: 'purge', queue })],
    [0.4, () => ({ verb: 'delete', queue })],
    [0.6, () => ({ verb: 'declare', queue })],
    [channels[3]!.transactional ? 3 : 0, () => endStep(draw)],
    [isClassic(queues, channels, channel) ? 0.8 : 0, () => limitStep(draw, channel)],
  ])
  return make()
}

/**
 * Single active consumers of a quorum queue are kept equal: 4.3.6 loses track of one whose channel closes while it gives way
 * to a higher priority, and what it held never comes back.
 */
function mayDiffer(
  queues: readonly QueuePlan[],
  channels: readonly ChannelPlan[],
  channel: number,
): boolean {
  const { kind, arguments: args } = queues[channels[channel]!.queue]!
  return kind === 'classic' || args['x-single-active-consumer'] !== true
}

const endStep = (draw: Draw): Step => ({ verb: 'end', channel: 3, commits: draw.chance(0.6) })

/** A shared limit costs the connection when a quorum queue is consumed under it, so they are kept apart. */
function isClassic(
  queues: readonly QueuePlan[],
  channels: readonly ChannelPlan[],
  channel: number,
): boolean {
  return queues[channels[channel]!.queue]!.kind === 'classic'
}

const limitStep = (draw: Draw, channel: number): Step => ({
  verb: 'limit',
  channel,
  count: draw.between(0, 3),
})

function sending(draw: Draw, isLasting: boolean): Sending {
  return {
    sizeBytes: draw.pick([3, 3, 3, 8, 20, 40]),
    priority: draw.chance(0.35) ? draw.pick([0, 1, 2, 4, 5, 6, 9, 31, 200]) : null,
    expirationMs: draw.chance(0.1)
      ? draw.pick(isLasting ? [neverMs] : [0, atOnceMs, neverMs])
      : null,
    mandatory: draw.chance(0.2),
    persistent: draw.chance(0.7),
    headers: draw.chance(0.15) ? { h: draw.pick(['a', 'b', 1]) } : {},
  }
}

function timedSendings(draw: Draw): readonly Sending[] {
  return Array.from({ length: draw.between(1, 3) }, () => ({
    ...sending(draw, false),
    expirationMs: draw.pick([300, 1100]),
  }))
}
