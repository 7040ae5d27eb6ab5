import { expect, test } from 'vitest'
import { parseScenario } from '#core/model/scenario-file.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { exploredMessage, exploredQueue, exploredQueues } from './explored-run.ts'

const text = `sluice: 1
scenario: Explored
duration: 1m
queues:
  work: { x-queue-type: quorum, x-delivery-limit: 20 }
  log: { x-queue-type: stream }
  short: {}
policies:
  cap: { pattern: ^short, definition: { max-length: 3 } }
producers:
  to-work: { to: "", key: work, rate: 10/s, arrivals: constant }
  to-log: { to: "", key: log, rate: 10/s, arrivals: constant }
  to-short: { to: "", key: short, rate: 10/s, arrivals: constant }
consumers:
  failing: { from: work, prefetch: 3, service: 1s, fail: { probability: 100 %, then: requeue, by: reject } }
`

function explored(): Simulation {
  const simulation = new Simulation(parseScenario(text).scenario!)
  simulation.advance(3_200_000, Number.POSITIVE_INFINITY)
  return simulation
}

test('queues are shown as what they are, with the policy that counts and what it makes of their arguments', () => {
  const simulation = explored()
  expect(exploredQueues(simulation).map(({ type }) => type)).toEqual([
    'quorum',
    'stream',
    'classic',
  ])
  expect(exploredQueue(simulation, 'short')).toMatchObject({ policy: 'cap', ready: 3 })
  expect(exploredQueue(simulation, 'short').arguments).toContainEqual({
    name: 'x-max-length',
    value: '3',
  })
})

test('a stream is read without a trace, and a look at a quorum queue tells earlier deliveries', () => {
  const simulation = explored()
  const records = simulation.log.recordsTotal
  const read = simulation.browse('log', 5)
  expect(read.map(({ redelivered }) => redelivered)).toEqual([false, false, false, false, false])
  // The intervention itself, and nothing a reader would have caused.
  expect(simulation.log.recordsTotal).toBe(records + 1)
  simulation.command({ kind: 'consumer.crash', target: 'failing', restartAfterUs: null })
  const seen = simulation.browse('work', 50).map((one, index) => exploredMessage(one, index + 1))
  const counted = seen.filter(({ properties }) =>
    properties.headers.fields.some(([name]) => name === 'x-delivery-count'),
  )
  expect(counted.length).toBeGreaterThan(0)
  expect(simulation.meters.queue(0).deadLettered + simulation.meters.queue(0).dropped).toBe(0)
})
