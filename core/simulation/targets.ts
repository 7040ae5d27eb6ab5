import type { Actors } from './actors.ts'
import type { Consumers } from './consumers.ts'
import type { Producers } from './producers.ts'
import type { Servers } from './servers.ts'

/** What faults befall and commands reach. */
export interface Targets {
  readonly actors: Actors
  readonly producers: Producers
  readonly consumers: Consumers
  readonly servers: Servers
}
