/** What an explorer shows of a broker: rows, details, prices of a look and what it measured. */
import type { BrowsedMessage, Properties } from './message.ts'
import type { Said } from './said.ts'

export interface BrokerOverview {
  /** 'RabbitMQ', 'Sluice' */
  readonly product: string
  readonly version: string
  readonly nodes: number
  /** Sentences that limit what can be shown, e.g. that statistics are switched off. */
  readonly notes: readonly string[]
}

export interface QueueAddress {
  readonly virtualHost: string
  readonly queue: string
}

export interface QueueRow extends QueueAddress {
  /** 'classic', 'quorum', 'stream' */
  readonly type: string
  /** Null: not available (statistics off, no management API). */
  readonly ready: number | null
  readonly unacked: number | null
  readonly consumers: number | null
  /** It is some queue's dead-letter target, as far as the arguments and bindings show. */
  readonly deadLetters: boolean
}

export interface ExchangeRow {
  readonly virtualHost: string
  /** '' is the default exchange. */
  readonly exchange: string
  readonly type: string
  readonly bindings: number | null
}

export interface QueueDetail extends QueueRow {
  readonly durable: boolean
  readonly policy: string | null
  /** Effective arguments, policies applied, in the broker's own names; values as text. */
  readonly arguments: readonly { readonly name: string; readonly value: string }[]
  readonly bindings: readonly { readonly exchange: string; readonly key: string }[]
}

/** How a look reaches the messages. */
export const lookMethods = ['get-nack', 'get-close', 'read-offset', 'copy'] as const
export type LookMethod = (typeof lookMethods)[number]

/** E0 pure read · E1 metrics only · E2 delivery state · E3 can lose or dead-letter under a stated condition. */
export type Effect = 'E0' | 'E1' | 'E2' | 'E3'

export type OrderEffect = 'kept' | 'may-change'

/** What a look will change, declared before anything is touched. */
export interface LookPrice {
  readonly method: LookMethod
  readonly effect: Effect
  readonly count: number
  /** Messages that will carry the redelivered mark afterwards. */
  readonly redeliveredMarks: number
  /** Delivery count added to each message looked at. */
  readonly deliveryCount: number
  readonly readyChange: number
  readonly order: OrderEffect
  /** Sentences about what could go wrong on this very queue (limits, TTL, delivery limit). */
  readonly warnings: readonly string[]
}

export interface LookMeasured {
  readonly redeliveredMarks: number
  readonly deliveryCount: number
  readonly readyChange: number
  readonly order: 'kept' | 'changed' | 'not-measured'
  /** Equal to what was declared. */
  readonly asDeclared: boolean
}

export interface LookResult {
  readonly messages: readonly BrowsedMessage[]
  readonly declared: LookPrice
  readonly measured: LookMeasured
  readonly readyBefore: number
  readonly readyAfter: number
  readonly tookMs: number
  /** Why it stopped: asked count reached, queue empty, the byte limit, or messages were held long enough. */
  readonly stopped: 'count' | 'empty' | 'bytes' | 'time'
}

export interface PublishRequest {
  readonly virtualHost: string
  readonly exchange: string
  readonly routingKey: string
  readonly properties: Properties
  readonly bodyBase64: string
}

export const testSteps = [
  'name',
  'tcp',
  'tls',
  'login',
  'virtual-host',
  'permissions',
  'management',
] as const
export type TestStepName = (typeof testSteps)[number]

export interface TestStep {
  readonly step: TestStepName
  readonly outcome: 'passed' | 'failed' | 'not-run' | 'not-applicable'
  readonly tookMs: number
  /** One sentence of fact. */
  readonly fact: string
  /** Which sentence it is; null when it is somebody else's words. */
  readonly said: Said | null
  /** The server's own words, when it said any. */
  readonly reply: string | null
  /** Up to three things to try, likeliest first; `set` changes fields of the profile when taken. */
  readonly tries: readonly {
    readonly say: string
    readonly said: Said | null
    readonly set: Readonly<
      Partial<Record<'host' | 'port' | 'tls' | 'virtualHost' | 'managementUrl', string>>
    > | null
  }[]
}
