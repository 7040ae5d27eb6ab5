/** What the actors of one run share. */
import type { Broker } from '#core/engine/broker.ts'
import type { Clock } from '#core/model/clock.ts'
import type { ActorNumbers } from './actor-numbers.ts'
import type { Agenda } from './agenda.ts'
import type { EventLog } from './event-log.ts'
import type { Nodes } from './nodes.ts'
import type { RandomStreams } from './random.ts'

export interface RunParts {
  readonly clock: Clock
  readonly broker: Broker
  readonly agenda: Agenda
  readonly numbers: ActorNumbers
  readonly random: RandomStreams
  readonly log: EventLog
  readonly nodes: Nodes
}
