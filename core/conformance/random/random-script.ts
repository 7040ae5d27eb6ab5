/** A script made by chance: what it declares and the verbs in order. Any part of the verbs is a script again. */
import type { Arguments } from '../client.ts'
import { headersText } from '../text.ts'

/** Queues are `q0`, `q1` …, exchanges `x0`, `x1` …, channels `c0`, `c1` …, consumers `k0`, `k1` … in order of their verbs. */
export interface RandomScript {
  readonly seed: number
  readonly queues: readonly QueuePlan[]
  readonly exchanges: readonly ExchangePlan[]
  readonly bindings: readonly BindingPlan[]
  readonly channels: readonly ChannelPlan[]
  readonly steps: readonly Step[]
}

export interface QueuePlan {
  readonly kind: 'classic' | 'quorum'
  readonly arguments: Arguments
  readonly deadLetters: DeadLetterPlan | null
}

/** Where the dead of a queue go: by the default exchange, one of the script's, or one that is not there. */
export interface DeadLetterPlan {
  readonly exchange: 'default' | 'missing' | number
  /** The queue its dead-letter routing key names; null keeps the message's own keys. */
  readonly queue: number | null
}

export interface ExchangePlan {
  readonly type: 'direct' | 'fanout' | 'topic' | 'headers'
  readonly alternate: number | null
}

export interface BindingPlan {
  readonly from: number
  readonly to: number
  readonly toExchange: boolean
  readonly key: string
  readonly arguments: Arguments
}

/** A channel deals with one queue only, so that the order of its deliveries is decided by one queue. */
export interface ChannelPlan {
  readonly queue: number
  readonly transactional: boolean
}

export interface Sending {
  readonly sizeBytes: number
  readonly priority: number | null
  readonly expirationMs: number | null
  readonly mandatory: boolean
  readonly persistent: boolean
  readonly headers: Arguments
}

export type Step =
  | { readonly verb: 'send'; readonly queue: number; readonly messages: readonly Sending[] }
  | {
      readonly verb: 'publish'
      readonly exchange: number
      readonly key: string
      readonly message: Sending
    }
  /** Expirations of some 300 and 1100 ms, looked at after 700 and 1600. */
  | { readonly verb: 'timed'; readonly queue: number; readonly messages: readonly Sending[] }
  | {
      readonly verb: 'consume'
      readonly channel: number
      /** Null leaves it at what the channel has. */
      readonly prefetch: number | null
      readonly autoAck: boolean
      readonly exclusive: boolean
      readonly priority: number
    }
  | { readonly verb: 'cancel'; readonly consumer: number }
  | { readonly verb: 'limit'; readonly channel: number; readonly count: number }
  | { readonly verb: 'get'; readonly channel: number; readonly autoAck: boolean }
  | {
      readonly verb: 'settle'
      readonly channel: number
      readonly how: 'ack' | 'nack' | 'reject'
      readonly requeue: boolean
      readonly multiple: boolean
      /** Which of the outstanding deliveries; beyond them it counts on from the first. */
      readonly which: number
    }
  | { readonly verb: 'recover' | 'reopen'; readonly channel: number }
  | { readonly verb: 'end'; readonly channel: number; readonly commits: boolean }
  | { readonly verb: 'purge' | 'delete' | 'declare'; readonly queue: number }
  | {
      readonly verb: 'policy'
      readonly operator: boolean
      readonly definition: Readonly<Record<string, string | number>> | null
    }

/** A verb in a line. */
export function stepText(step: Step): string {
  switch (step.verb) {
    case 'send':
      return `send to q${step.queue}: ${step.messages.map(sendingText).join('; ')}`
    case 'timed':
      return `send to q${step.queue} and wait: ${step.messages.map(sendingText).join('; ')}`
    case 'publish':
      return `publish to x${step.exchange} '${step.key}': ${sendingText(step.message)}`
    case 'consume': {
      const { prefetch, autoAck, exclusive, priority } = step
      const words = `${autoAck ? ' auto-ack' : ''}${exclusive ? ' exclusive' : ''}`
      return `consume on c${step.channel} prefetch ${prefetch} priority ${priority}${words}`
    }
    case 'cancel':
      return `cancel k${step.consumer}`
    case 'limit':
      return `shared prefetch ${step.count} on c${step.channel}`
    case 'get':
      return `get on c${step.channel}${step.autoAck ? ' auto-ack' : ''}`
    case 'settle': {
      const { how, requeue, multiple, which } = step
      const back = how === 'ack' ? '' : requeue ? ' requeue' : ' discard'
      return `${how}${back} on c${step.channel} #${which}${multiple ? ' and all before' : ''}`
    }
    case 'end':
      return `${step.commits ? 'commit' : 'roll back'} on c${step.channel}`
    case 'recover':
    case 'reopen':
      return `${step.verb} c${step.channel}`
    case 'policy':
      return `${step.operator ? 'operator ' : ''}policy ${JSON.stringify(step.definition)}`
    default:
      return `${step.verb} q${step.queue}`
  }
}

function sendingText(sending: Sending): string {
  const { sizeBytes, priority, expirationMs, mandatory, persistent, headers } = sending
  const words = [`${sizeBytes} B`]
  if (priority !== null) words.push(`priority ${priority}`)
  if (expirationMs !== null) words.push(`expiration ${expirationMs}`)
  if (mandatory) words.push('mandatory')
  if (!persistent) words.push('transient')
  if (Object.keys(headers).length > 0) words.push(headersText(headers))
  return words.join(' ')
}

/** The whole script, as somebody reads it who looks for the reason of a difference. */
export function scriptText(script: RandomScript): readonly string[] {
  const { seed, queues, exchanges, bindings, channels, steps } = script
  return [
    `seed ${seed}`,
    ...queues.map(({ kind, arguments: args, deadLetters }, at) => {
      const dead = deadLetters === null ? '' : ` dead letters to ${deadText(deadLetters)}`
      return `q${at} ${kind} ${headersText(args)}${dead}`
    }),
    ...exchanges.map(({ type, alternate }, at) => {
      return `x${at} ${type}${alternate === null ? '' : ` else x${alternate}`}`
    }),
    ...bindings.map(({ from, to, toExchange, key, arguments: args }) => {
      return `x${from} '${key}' ${headersText(args)} to ${toExchange ? 'x' : 'q'}${to}`
    }),
    ...channels.map(({ queue, transactional }, at) => {
      return `c${at} of q${queue}${transactional ? ' transactional' : ''}`
    }),
    ...steps.map((step, at) => `${at + 1}. ${stepText(step)}`),
  ]
}

function deadText({ exchange, queue }: DeadLetterPlan): string {
  const name = typeof exchange === 'number' ? `x${exchange}` : `the ${exchange} exchange`
  return `${name}${queue === null ? ' by its own key' : ` as q${queue}`}`
}
