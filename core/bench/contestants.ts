import { AedesPeer } from './aedes-peer.ts'
import { Backlog } from './backlog.ts'
import { BareHeap } from './bare-heap.ts'
import { BareLifecycle } from './bare-lifecycle.ts'
import { BareRing } from './bare-ring.ts'
import { ColdRoute } from './cold-route.ts'
import { everythingOn, large, singleServer, withBindings } from './more-scenarios.ts'
import { NaiveSimulation } from './naive/naive-simulation.ts'
import { AgendaPart, ExponentialPart, RoutePart } from './roofline-parts.ts'
import type { Contestant } from './rounds.ts'
import { WholeSimulation } from './whole-simulation.ts'

/** Pending events at once in the reference scenario: every producer has one, and most consumers. */
const actors = 200

function backlog(name: string, messages: number): Contestant {
  const contestant = new Backlog(name, messages)
  contestant.fill(messages)
  return contestant
}

/** Everyone who runs, in the order of the table. */
export const contestants: Readonly<Record<string, () => Contestant | Promise<Contestant>>> = {
  'bare ring': () => new BareRing(),
  'bare heap': () => new BareHeap(actors),
  agenda: () => new AgendaPart(actors),
  exponential: () => new ExponentialPart(),
  lifecycle: () => new BareLifecycle(),
  'key and route': () => new RoutePart(),
  simulation: () => new WholeSimulation(),
  'naive twin': () => new NaiveSimulation(1),
  'aedes QoS 1': () => AedesPeer.open(),
  'one queue': () => new WholeSimulation('one queue', singleServer()),
  'everything on': () => new WholeSimulation('everything on', everythingOn()),
  '10,000 queues': () => WholeSimulation.underWay('10,000 queues', large(), 100 * 10_000),
  '10,000 queues, beginning': () => new WholeSimulation('10,000 queues, beginning', large()),
  '10,000 bindings': () => new WholeSimulation('10,000 bindings', withBindings(10_000)),
  'cold route': () => new ColdRoute(10_000),
  'backlog 1e3': () => backlog('backlog 1e3', 1000),
  'backlog 1e6': () => backlog('backlog 1e6', 1_000_000),
  'backlog 1e7': () => backlog('backlog 1e7', 10_000_000),
}
