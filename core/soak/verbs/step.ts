import type { Stop } from '#core/engine/restart.ts'
import type { AlarmKind } from '#core/model/scenario.ts'

export type Settling = 'ack' | 'nack' | 'reject'

/**
 * One verb of a script. Things are named by place, taken modulo what is there, so that a script from which steps were
 * taken out still runs.
 */
export type Step =
  | {
      readonly verb: 'publish'
      readonly channel: number
      /** Place in the plan's exchanges; -1 is the default exchange. */
      readonly exchange: number
      readonly key: number
      /** Place in the plan's bodies. */
      readonly body: number
      readonly mandatory: boolean
      /** Not by that key but to whoever asked for replies on a channel at that place. */
      readonly replyTo: number | null
      /** So many times, one after another. */
      readonly count: number
    }
  | {
      readonly verb: 'consume'
      readonly channel: number
      readonly queue: number
      /** Null is the channel's. */
      readonly prefetch: number | null
      readonly autoAck: boolean
      readonly priority: number
      readonly exclusive: boolean
      readonly offset: 'first' | 'last' | 'next' | number
    }
  | { readonly verb: 'ask'; readonly channel: number; readonly autoAck: boolean }
  | { readonly verb: 'cancel'; readonly consumer: number }
  | { readonly verb: 'prefetch'; readonly consumer: number; readonly prefetch: number }
  | {
      readonly verb: 'settle'
      readonly channel: number
      /** Which of the outstanding tags, oldest first. */
      readonly tag: number
      readonly how: Settling
      readonly multiple: boolean
      readonly requeue: boolean
    }
  | { readonly verb: 'wrong-tag'; readonly channel: number; readonly how: Settling }
  | {
      readonly verb: 'get'
      readonly channel: number
      readonly queue: number
      readonly autoAck: boolean
    }
  | { readonly verb: 'advance'; readonly us: number }
  | { readonly verb: 'purge'; readonly queue: number; readonly channel: number }
  | { readonly verb: 'delete'; readonly queue: number; readonly channel: number }
  | { readonly verb: 'declare'; readonly queue: number; readonly channel: number }
  | { readonly verb: 'bind'; readonly binding: number }
  | { readonly verb: 'unbind'; readonly binding: number }
  | { readonly verb: 'lose'; readonly channel: number }
  | { readonly verb: 'node'; readonly node: number; readonly on: boolean }
  | { readonly verb: 'partition'; readonly sides: readonly [number, number, number] }
  | { readonly verb: 'disconnect'; readonly connection: number }
  /** basic.qos with `global`. */
  | { readonly verb: 'qos'; readonly channel: number; readonly prefetch: number }
  | { readonly verb: 'recover'; readonly channel: number }
  /** Of a transaction. */
  | { readonly verb: 'commit'; readonly channel: number }
  | { readonly verb: 'roll-back'; readonly channel: number }
  | { readonly verb: 'policy'; readonly policy: number; readonly on: boolean }
  | { readonly verb: 'alarm'; readonly kind: AlarmKind; readonly on: boolean }
  | { readonly verb: 'restart'; readonly stop: Stop }

export type Of<Verb extends Step['verb']> = Extract<Step, { verb: Verb }>
