/**
 * An AMQP 0-9-1 broker as the conformance scripts see it. One implementation talks to a real server, one to the engine
 * in virtual time; a script cannot tell which.
 */
import { nameOfCode } from '#core/amqp/reply-codes.ts'
import type { ExchangeType, FieldValue } from '#core/model/topology.ts'

/** Field-table arguments. The scripts are ours and their keys are fixed, so an object serves. */
export type Arguments = Readonly<Record<string, FieldValue>>

/** The version families whose rules differ. */
export const profileNames = ['3.10', '4.0', '4.3'] as const
export type ProfileName = (typeof profileNames)[number]

/** Whole servers, not connections. The verbs of an operator reject `Unsupported` where they cannot be had. */
export interface BrokerUnderTest {
  /** `RabbitMQ 4.0.5` or `engine 4.0`. */
  readonly name: string
  readonly version: string
  readonly profile: ProfileName
  /** Put before every name a scenario uses, so that scenarios do not meet on one server. */
  readonly prefix: string
  connect(name: string): Promise<AmqpConnection>
  /** Lets that much time pass: real on a server, virtual on the engine. */
  wait(ms: number): Promise<void>
  /** Milliseconds since the broker was opened, of the same time as `wait`. */
  nowMs(): number
  /** A clean stop and start of the node; every connection ends. */
  restart(): Promise<void>
  /** Sets or clears the memory alarm. */
  alarm(on: boolean): Promise<void>
  /** How long a delivery may stay unacked for consumers that start from now on; null is the default of half an hour. */
  ackTimeout(ms: number | null): Promise<void>
  /** Sets a policy, or an operator policy; `null` as definition removes it. */
  policy(change: PolicyChange): Promise<void>
  /** Ends everything that is still open. */
  close(): Promise<void>
}

export interface PolicyChange {
  readonly name: string
  readonly operator: boolean
  readonly pattern: string
  readonly definition: Readonly<Record<string, string | number>> | null
}

export interface AmqpConnection {
  readonly name: string
  /** In order of arrival, never removed. */
  readonly events: readonly ConnectionEvent[]
  openChannel(): Promise<AmqpChannel>
  close(): Promise<void>
  /** Drops the socket without a word. */
  kill(): Promise<void>
}

export type ConnectionEvent =
  | { readonly kind: 'blocked' }
  | { readonly kind: 'unblocked' }
  | { readonly kind: 'closed'; readonly code: number }

/** Verbs that expect an answer reject `Closed` when the server closes instead of answering; the others only record it. */
export interface AmqpChannel {
  /** In order of arrival, never removed. */
  readonly events: readonly ChannelEvent[]
  /** Why the channel is no longer open, or null while it is. */
  readonly closed: Closed | null
  declareExchange(spec: ExchangeDeclaration): Promise<void>
  deleteExchange(name: string, options?: { ifUnused?: boolean }): Promise<void>
  declareQueue(spec: QueueDeclaration): Promise<QueueFacts>
  deleteQueue(name: string, options?: { ifUnused?: boolean; ifEmpty?: boolean }): Promise<number>
  purgeQueue(name: string): Promise<number>
  bind(binding: BindingVerb): Promise<void>
  unbind(binding: BindingVerb): Promise<void>
  qos(count: number, options?: { global?: boolean; sizeBytes?: number }): Promise<void>
  consume(queue: string, options: ConsumeOptions): Promise<void>
  cancel(consumer: string): Promise<void>
  get(queue: string, options: { autoAck: boolean }): Promise<Got | null>
  publish(message: Publication): void
  ack(tag: number, options?: { multiple?: boolean }): void
  nack(tag: number, options: { multiple?: boolean; requeue: boolean }): void
  reject(tag: number, options: { requeue: boolean }): void
  recover(requeue: boolean): Promise<void>
  confirmSelect(): Promise<void>
  txSelect(): Promise<void>
  txCommit(): Promise<void>
  txRollback(): Promise<void>
  close(): Promise<void>
  /** Resolves when the server has dealt with everything this channel sent before; rejects `Closed`. */
  sync(): Promise<void>
}

export interface ExchangeDeclaration {
  readonly name: string
  readonly type: ExchangeType | (string & {})
  readonly durable?: boolean
  readonly autoDelete?: boolean
  readonly internal?: boolean
  readonly passive?: boolean
  readonly arguments?: Arguments
}

export interface QueueDeclaration {
  /** '' asks the server for a name. */
  readonly name: string
  readonly durable?: boolean
  readonly exclusive?: boolean
  readonly autoDelete?: boolean
  readonly passive?: boolean
  readonly arguments?: Arguments
}

export interface QueueFacts {
  readonly name: string
  readonly ready: number
  readonly consumers: number
}

export interface BindingVerb {
  readonly from: string
  readonly to: string
  readonly toExchange?: boolean
  readonly key: string
  readonly arguments?: Arguments
}

export interface ConsumeOptions {
  /** The consumer's tag, chosen by the script. */
  readonly tag: string
  readonly autoAck?: boolean
  readonly exclusive?: boolean
  readonly arguments?: Arguments
}

export interface Properties {
  /** Delivery mode 2; true unless said. */
  readonly persistent?: boolean
  readonly headers?: Arguments
  readonly priority?: number
  readonly expiration?: string
  readonly correlationId?: string
  readonly replyTo?: string
  readonly messageId?: string
  readonly type?: string
  readonly appId?: string
  readonly userId?: string
  readonly contentType?: string
}

export interface Publication {
  readonly exchange: string
  readonly key: string
  readonly body: string
  readonly mandatory?: boolean
  readonly immediate?: boolean
  readonly properties?: Properties
}

export interface Message {
  readonly tag: number
  readonly body: string
  readonly exchange: string
  readonly key: string
  readonly redelivered: boolean
  readonly properties: Properties
}

/** What basic.get found, and how many stayed behind. */
export interface Got extends Message {
  readonly remaining: number
}

export type ChannelEvent =
  | { readonly kind: 'delivery'; readonly consumer: string; readonly message: Message }
  | {
      readonly kind: 'return'
      readonly code: number
      readonly body: string
      readonly exchange: string
      readonly key: string
    }
  | {
      readonly kind: 'confirm'
      readonly ok: boolean
      readonly sequence: number
      readonly multiple: boolean
    }
  | { readonly kind: 'cancelled'; readonly consumer: string }

/** The server closed the channel, or the whole connection. */
export class Closed extends Error {
  readonly scope: 'channel' | 'connection'
  readonly code: number

  constructor(scope: 'channel' | 'connection', code: number) {
    super(`${scope} closed ${code} ${nameOfCode(code) ?? 'without a known name'}`)
    this.name = 'Closed'
    this.scope = scope
    this.code = code
  }
}

/** This broker cannot do what the script asks; `what` names the verb or argument. */
export class Unsupported extends Error {
  readonly what: string

  constructor(what: string) {
    super(`unsupported: ${what}`)
    this.name = 'Unsupported'
    this.what = what
  }
}

export function replyName(code: number): string {
  return `${code} ${nameOfCode(code) ?? 'without a known name'}`
}
