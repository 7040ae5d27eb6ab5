/** A driver that speaks AMQP to the endpoint sees what it sees on the recorded servers. */
import { beforeAll, describe, expect, test } from 'vitest'
import { casesOf, compare, runCases, type Seen } from '../conformance.ts'
import { profileOf } from '../live/live-server.ts'
import { readRecordings } from '../live/recordings.ts'
import { recordedLines } from '../recording.ts'
import { scenarios } from '../scripts/all.ts'
import { EndpointBroker } from './endpoint-broker.fixture.ts'

const recordings = await readRecordings()
const withinMs = 120_000

describe.each(recordings)('RabbitMQ $version', (recording) => {
  const cases = casesOf(scenarios).filter(({ name }) => recordedLines(recording, name) !== null)
  let seen: ReadonlyMap<string, Seen> = new Map()

  beforeAll(async () => {
    const profile = profileOf(recording.version)
    seen = await runCases(() => EndpointBroker.open(profile), cases, 1)
  }, withinMs)

  test('is there', () => {
    expect(cases.length).toBeGreaterThan(170)
    expect(seen.size).toBe(cases.length)
  })

  test('every script over the endpoint is as it was recorded', () => {
    const others = cases
      .map(({ name }) => ({ name, ...compare(recordedLines(recording, name)!, seen.get(name)!) }))
      .filter(({ verdict }) => verdict !== 'equal')
    expect(others.map(({ name, why }) => `${name}: ${why}`)).toEqual([])
  })
})
