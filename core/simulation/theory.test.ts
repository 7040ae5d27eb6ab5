/**
 * Against queueing theory. Bounds are powered: each is at least four standard errors of what is measured, from the
 * asymptotic variance of the mean wait in M/M/1, 2ρ(1+ρ)/(1-ρ)^4 per customer, so a right simulation does not fail by bad luck and
 * the seeds need no choosing.
 */
import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import { consumer, markov, producer, queue, scenario, second } from './scenario.fixture.ts'
import { Simulation } from './simulation.ts'

const forEver = Number.POSITIVE_INFINITY

function finished(of: Scenario, seed: number) {
  const simulation = new Simulation(of, { seed })
  simulation.advance(forEver, forEver)
  return simulation.result(0)
}

const apart = (actual: number | null | undefined, expected: number) =>
  Math.abs((actual ?? Number.NaN) / expected - 1)

test('M/M/1 at λ 0.8, μ 1, two million messages: mean wait 4 s, 99 % of sojourns below 23.03 s', () => {
  const { queues } = finished(markov(1, 0.8, 2_000_000), 1)
  expect(apart(queues.q!.waitMeanMs, 4000)).toBeLessThan(0.03)
  expect(apart(queues.q!.sojournMeanMs, 5000)).toBeLessThan(0.03)
  expect(apart(queues.q!.sojournP99Ms, 23_030)).toBeLessThan(0.03)
  expect(apart(queues.q!.depthMean, 4)).toBeLessThan(0.03)
}, 30_000)

test.each([2, 3, 4, 5])('M/M/1 at λ 0.8 is right whatever the seed: %i', (seed) => {
  const messages = 200_000
  const { queues, consumers } = finished(markov(1, 0.8, messages), seed)
  const error = Math.sqrt((2 * 0.8 * 1.8) / 0.2 ** 4 / messages) / 4
  expect(apart(queues.q!.waitMeanMs, 4000)).toBeLessThan(4 * error)
  expect(consumers['server-1']!.busyShare).toBeCloseTo(0.8, 1)
})

test('M/M/5 at λ 4, a million messages: mean wait 0.5541 s', () => {
  const { queues } = finished(markov(5, 4, 1_000_000), 1)
  expect(apart(queues.q!.waitMeanMs, 554.1)).toBeLessThan(0.04)
  expect(apart(queues.q!.sojournMeanMs, 1554.1)).toBeLessThan(0.02)
}, 30_000)

test.each([2, 3, 4])('M/M/5 at λ 4 is right whatever the seed: %i', (seed) => {
  const { queues } = finished(markov(5, 4, 200_000), seed)
  expect(apart(queues.q!.waitMeanMs, 554.1)).toBeLessThan(0.12)
})

test('Little: the mean depth is the arrival rate times the mean sojourn, exactly, once everything has left', () => {
  const { queues, virtualMs } = finished(markov(2, 1.5, 50_000), 4)
  const { acked, depthMean, sojournMeanMs } = queues.q!
  expect(apart(depthMean, (acked * sojournMeanMs!) / virtualMs)).toBeLessThan(1e-12)
})

/** One server with this service law, Poisson arrivals. */
function single(ratePerSecond: number, service: Parameters<typeof consumer>[2], count: number) {
  return scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('source', 'q', {
          arrivals: { law: 'poisson', ratePerSecond },
          messagesMax: count,
        }),
      ],
      consumers: [consumer('server', 'q', service)],
    },
  )
}

test('M/D/1 at λ 0.8: mean wait 2 s', () => {
  const service = { service: { law: 'constant', meanUs: second } } as const
  expect(apart(finished(single(0.8, service, 200_000), 1).queues.q!.waitMeanMs, 2000)).toBeLessThan(
    0.08,
  )
})

test('M/LN/1 at λ 0.8 with cv² 0.25: mean wait 2.5 s', () => {
  const service = { service: { law: 'lognormal', meanUs: second, sigma: 0.47238 } } as const
  expect(apart(finished(single(0.8, service, 200_000), 1).queues.q!.waitMeanMs, 2500)).toBeLessThan(
    0.09,
  )
})

test('M/U(0,2)/1 at λ 0.8: mean wait 2.667 s', () => {
  const service = { service: { law: 'uniform', minUs: 0, maxUs: 2 * second } } as const
  expect(apart(finished(single(0.8, service, 200_000), 1).queues.q!.waitMeanMs, 2667)).toBeLessThan(
    0.09,
  )
})

test('five attempts at 5 % poison turn a utilisation of 0.8 into 0.96', () => {
  const poisoned = single(
    0.8,
    {
      service: { law: 'exponential', meanUs: second },
      failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: 5 },
    },
    200_000,
  )
  const result = finished(
    { ...poisoned, producers: poisoned.producers.map((spec) => ({ ...spec, poisonShare: 0.05 })) },
    1,
  )
  expect(apart(result.consumers.server!.busyShare, 0.96)).toBeLessThan(0.015)
  expect(apart(result.queues.q!.dropped / result.queues.q!.published, 0.05)).toBeLessThan(0.045)
})

test('a queue limited to 9 waiting and rejecting the rest loses what M/M/1/10 loses', () => {
  // Prefetch 1: the message in service is not ready, so it does not count into the limit.
  const limited = single(1.2, { service: { law: 'exponential', meanUs: second } }, 200_000)
  const { queues, producers } = finished(
    {
      ...limited,
      topology: {
        ...limited.topology,
        queues: [queue('q', { maxLength: 9, overflow: 'reject-publish' })],
      },
    },
    1,
  )
  expect(apart(producers.source!.refused / producers.source!.published, 0.1926)).toBeLessThan(0.03)
  expect(apart(queues.q!.depthMean, 6.711)).toBeLessThan(0.04)
})

test('messages that live 5 s at λ 0.9 expire as often as impatient customers leave M/M/1', () => {
  const mortal = single(0.9, { service: { law: 'exponential', meanUs: second } }, 200_000)
  const { queues } = finished(
    { ...mortal, topology: { ...mortal.topology, queues: [queue('q', { messageTtlMs: 5000 })] } },
    1,
  )
  expect(apart(queues.q!.expired / queues.q!.published, 0.1073)).toBeLessThan(0.06)
})

test.each([
  ['constant', 1000, 250_000],
  ['poisson', 2_500_000, 250_000],
] as const)('a %s rate of %i /s is met, however short the gaps', (law, ratePerSecond, count) => {
  const { virtualMs } = finished(
    scenario(
      { queues: [queue('q', { maxLength: 1 })] },
      { producers: [producer('p', 'q', { arrivals: { law, ratePerSecond }, messagesMax: count })] },
    ),
    1,
  )
  expect(apart(virtualMs, (count / ratePerSecond) * 1000)).toBeLessThan(
    law === 'constant' ? 1e-9 : 4 / Math.sqrt(count),
  )
})
