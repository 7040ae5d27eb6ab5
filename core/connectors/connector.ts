/**
 * The one face of a broker that can be looked into. A connector to a real server and the simulated broker
 * both fulfil it, so every Explore screen works, and is tested, without a server.
 *
 * Rules every connector keeps:
 * - Each operation that can change the broker is priced first: `priceLook` says what a look will change before
 *   anything is touched, and `look` measures what it did change. Never a silent fall back to a dearer way.
 * - Read-only is not a connector's business: the host's gate refuses before a connector is asked (host/gate.ts).
 * - Bodies are bytes, 64-bit numbers are bigint or strings. A failure is a `Failure`, one safe sentence.
 */

import type { ConnectionProfile } from '#core/model/connection.ts'
import type {
  BrokerOverview,
  ExchangeRow,
  LookPrice,
  LookResult,
  PublishRequest,
  QueueAddress,
  QueueDetail,
  QueueRow,
  TestStep,
} from '#core/model/explored.ts'
import type { Failure } from '#core/model/failure.ts'
import type { BrowsedMessage, PublishOutcome } from '#core/model/message.ts'

/** True facts about a broker; a missing one hides the control together with its reason. */
export interface Features {
  readonly virtualHosts: boolean
  readonly exchanges: boolean
  readonly publish: boolean
  /** A look can be made without changing delivery state at all. */
  readonly lookWithoutEffect: boolean
}

export interface Broker {
  readonly features: Features
  /** Resolves with the reason when the connection ends although nobody closed it; else never. */
  readonly lost: Promise<Failure>
  overview(): Promise<BrokerOverview>
  queues(): Promise<readonly QueueRow[]>
  exchanges(): Promise<readonly ExchangeRow[]>
  queue(address: QueueAddress): Promise<QueueDetail>
  /** What a look at `count` messages will change. Reads only. Fails `refused` with the reason when a look would lose messages. */
  priceLook(address: QueueAddress, count: number): Promise<LookPrice>
  /** Takes the look that `price` declared; fails `conflict` when the queue changed so that the price no longer holds. */
  look(address: QueueAddress, price: LookPrice): Promise<LookResult>
  /** The whole body of one message of the last look at this queue. */
  body(address: QueueAddress, position: number): Promise<BrowsedMessage>
  /** With confirm and mandatory, always. */
  publish(request: PublishRequest): Promise<PublishOutcome>
  /** Closes sockets within a second; safe to call twice. */
  close(): Promise<void>
}

export interface Connector {
  /** 'rabbitmq', 'simulated' */
  readonly kind: ConnectionProfile['kind']
  /** Opens a broker. `secret` is the password; it is never stored here. */
  open(profile: ConnectionProfile, secret: string | null, signal: AbortSignal): Promise<Broker>
  /** Tests a profile step by step and yields each step as it ends; a failed step names itself and ends what depends on it. */
  test(
    profile: ConnectionProfile,
    secret: string | null,
    signal: AbortSignal,
  ): AsyncIterable<TestStep>
}
