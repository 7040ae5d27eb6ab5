import { expect, test } from 'vitest'
import { honestyOf } from './honesty.ts'
import { description } from './run.fixture.ts'

test('what is modelled follows from what the scenario uses', () => {
  expect(honestyOf(description.scenario)).toEqual({
    modelled: ['deadLettering', 'maxLength', 'crashes', 'roundRobin', 'prefetch', 'acks'],
    simplified: ['noDelay', 'instantElections'],
    leftOut: ['disk', 'memory'],
  })
})

test('a scenario with link latency does not say that the network delay is zero', () => {
  const { scenario } = description
  const slow = {
    ...scenario.producers[0]!,
    link: { latencyUs: 500, bandwidthBytesPerSecond: null },
  }
  const { modelled, simplified } = honestyOf({ ...scenario, producers: [slow] })
  expect(modelled).toContain('latency')
  expect(simplified).toEqual(['instantElections'])
})
