/**
 * Runs that touch every law, link, limit and fault, one hash a seed: what must come out the same wherever it runs. Knows nothing of
 * the machine, so that a bundle of it runs in a page too.
 */
import type { FaultSpec, Scenario } from '#core/model/scenario.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { everythingOn } from './more-scenarios.ts'

const eventsEach = 4000
const laws = [
  { law: 'exponential', meanUs: 10_000 },
  { law: 'lognormal', meanUs: 10_000, sigma: 1 },
  { law: 'uniform', minUs: 1000, maxUs: 19_000 },
  { law: 'constant', meanUs: 10_000 },
] as const

/** The log's hash of each seed from `from` to before `to`. */
export function hashes(from: number, to: number): string[] {
  const scenario = rough()
  return Array.from({ length: to - from }, (_, at) => hashOf(scenario, from + at))
}

function hashOf(scenario: Scenario, seed: number): string {
  const simulation = new Simulation(scenario, { seed })
  simulation.advance(Number.POSITIVE_INFINITY, eventsEach)
  return simulation.hash()
}

/** Everything on, and each consumer by another law; some crash, some messages are poison, and things go wrong on the way. */
function rough(): Scenario {
  const base = everythingOn()
  const faults: FaultSpec[] = [
    { kind: 'slow', atUs: 20_000, consumer: 'consumer-1', factor: 5, forUs: 50_000 },
    { kind: 'crash', atUs: 30_000, consumer: 'consumer-2', restartAfterUs: 40_000 },
    { kind: 'surge', atUs: 40_000, producer: 'producer-3', factor: 10, forUs: 30_000 },
    { kind: 'stop', atUs: 50_000, producer: 'producer-4', forUs: 20_000 },
  ]
  return {
    ...base,
    faults,
    producers: base.producers.map((producer, index) => ({
      ...producer,
      poisonShare: index % 3 === 0 ? 0.05 : 0,
      expirationMs: index % 5 === 0 ? 50 : null,
      arrivals:
        index % 4 === 0
          ? { law: 'bursts', ratePerSecond: 80, size: 7 }
          : { law: 'poisson', ratePerSecond: 80 },
    })),
    consumers: base.consumers.map((consumer, index) => ({
      ...consumer,
      service: laws[index % laws.length]!,
      crash: { probability: index % 7 === 0 ? 0.01 : 0, restartAfterUs: 20_000 },
    })),
  }
}
