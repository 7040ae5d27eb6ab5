import type { Broker } from '#core/engine/broker.ts'
import type { GuestChannel } from './channel.ts'
import type { Closures } from './closures.ts'
import type { GuestConsumer } from './consumer.ts'
import type { OwnPayload } from './content.ts'
import type { GuestActors } from './guest-actors.ts'
import type { Letters } from './letters.ts'
import type { EndpointLimits } from './limits.ts'
import type { ServerNames } from './names.ts'
import type { Templating } from './templating.ts'
import type { WireProfile } from './wire-profile.ts'

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
