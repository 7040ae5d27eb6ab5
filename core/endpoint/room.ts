import type { Broker } from '#core/engine/broker.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { GuestChannel } from './channel.ts'
import { Closures } from './closures.ts'
import type { GuestConsumer } from './consumer.ts'
import type { OwnPayload } from './content.ts'
import { GuestActors } from './guest-actors.ts'
import type { House } from './house.ts'
import type { Letters } from './letters.ts'
import { type EndpointLimits, usualLimits } from './limits.ts'
import { ServerNames } from './names.ts'
import { Templating } from './templating.ts'
import { type WireProfile, wireProfiles } from './wire-profile.ts'

/** What all guests of one broker share. */
export interface Room {
  readonly broker: Broker
  readonly profile: WireProfile
  readonly limits: EndpointLimits
  readonly letters: Letters
  /** What the broker's time zero is on the wall, microseconds since 1970. */
  readonly epochUs: number
  /** What a message carries that no guest published, by slot; null when nobody knows. */
  readonly payloadOf: (slot: number) => OwnPayload | null
  readonly actors: GuestActors
  readonly closures: Closures
  readonly names: ServerNames
  readonly templating: Templating
  /** By the broker's numbers. */
  readonly channels: Map<number, GuestChannel>
  readonly consumers: Map<number, GuestConsumer>
}

/** A room without guests. */
export const roomOf = (
  broker: Broker,
  { firstActor, epochUs, payloadOf }: House,
  letters: Letters,
  { profile, limits }: { profile: BrokerProfile; limits?: Partial<EndpointLimits> },
): Room => ({
  broker,
  letters,
  payloadOf,
  epochUs,
  profile: wireProfiles[profile],
  limits: { ...usualLimits, bodyBytesMax: broker.bodyBytesMax, ...limits },
  actors: new GuestActors(firstActor),
  closures: new Closures(),
  names: new ServerNames(),
  templating: new Templating(broker),
  channels: new Map(),
  consumers: new Map(),
})
