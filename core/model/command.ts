import type { GuestInput } from './guest.ts'
import type { Properties } from './message.ts'
import type { AlarmKind, RestartKind } from './scenario.ts'

/**
 * Interventions: what a person changes while a simulation runs. Each is scheduled at the current virtual
 * time, logged, and part of what makes a run repeatable: same scenario, seed and commands, same hash.
 * A target names one actor or a whole group (`worker` turns worker-1 .. worker-3 together).
 */
export type Command = Dial | Visit

/** What a dial, a button or the command line asks for. */
export type Dial =
  | { readonly kind: 'producer.rate'; readonly target: string; readonly ratePerSecond: number }
  | { readonly kind: 'producer.stop'; readonly target: string }
  | { readonly kind: 'producer.start'; readonly target: string }
  | { readonly kind: 'producer.poison'; readonly target: string; readonly share: number }
  | { readonly kind: 'consumer.service'; readonly target: string; readonly meanUs: number }
  | { readonly kind: 'consumer.prefetch'; readonly target: string; readonly prefetch: number }
  | { readonly kind: 'consumer.failure'; readonly target: string; readonly probability: number }
  | {
      readonly kind: 'consumer.crash'
      readonly target: string
      readonly restartAfterUs: number | null
    }
  | { readonly kind: 'consumer.restart'; readonly target: string }
  | { readonly kind: 'link.latency'; readonly target: string; readonly latencyUs: number }
  | { readonly kind: 'queue.purge'; readonly target: string }
  | BrokerDial

/** A node as a target: its number. */
export const nodeTargets = ['1', '2', '3'] as const
export type NodeTarget = (typeof nodeTargets)[number]

/** What befalls the broker itself. What a person ends is over, whatever began it. */
export type BrokerDial =
  /** Raises or clears an alarm. */
  | { readonly kind: 'broker.alarm'; readonly target: AlarmKind; readonly on: boolean }
  /** All nodes go down and come up, at this instant. */
  | { readonly kind: 'broker.restart'; readonly target: RestartKind }
  | { readonly kind: 'node.stop'; readonly target: NodeTarget }
  | { readonly kind: 'node.start'; readonly target: NodeTarget }
  /** The node hears the others no more. */
  | { readonly kind: 'node.part'; readonly target: NodeTarget }
  | { readonly kind: 'node.rejoin'; readonly target: NodeTarget }

/** What an explorer does to the simulated broker: it changes delivery state or adds a message, so it is part of the run. */
export type Visit =
  /** Gets up to `count` messages of a queue and hands them back. */
  | { readonly kind: 'queue.browse'; readonly target: string; readonly count: number }
  /** Publishes one message, mandatory, to the exchange called `target`. */
  | {
      readonly kind: 'message.publish'
      readonly target: string
      readonly routingKey: string
      readonly properties: Properties
      readonly bodyBase64: string
    }

/** A command as it entered a run; a list of these beside scenario and seed replays the run exactly. */
export interface TimedCommand {
  readonly atUs: number
  /** Number of agenda events applied before it: decides among equal times. */
  readonly afterEvents: number
  readonly command: Command | GuestInput
}
