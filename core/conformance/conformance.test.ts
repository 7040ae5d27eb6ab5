import { describe, expect, test } from 'vitest'
import { type BrokerUnderTest, profileNames } from './client.ts'
import { casesOf, compare, runCase, runCases } from './conformance.ts'
import { EngineBroker } from './engine/engine-broker.ts'
import { different, missing } from './engine/open-gaps.ts'
import { readRecordings } from './live/recordings.ts'
import { recordedLines } from './recording.ts'
import { queueKinds } from './scenario.ts'
import { scenarios } from './scripts/all.ts'
import { rowsOf } from './table.ts'

const cases = casesOf(scenarios)
const recordings = await readRecordings()

async function rowsFor(profile: (typeof profileNames)[number]) {
  const recording = recordings.find((each) => each.profile === profile)!
  const engine = await runCases(async () => new EngineBroker(profile), cases, 1)
  return rowsOf({ profile, version: recording.version, live: null, recording, engine }, cases)
}
const rows = (await Promise.all(profileNames.map(rowsFor))).flat()

describe('the scenarios', () => {
  test('keep the numbers of section K and have their own names', () => {
    const ids = scenarios.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, 55)).toEqual(Array.from({ length: 55 }, (_, at) => `K${at + 1}`))
    expect(ids.length).toBeGreaterThanOrEqual(80)
  })

  test('say what they stand for', () => {
    for (const { id, title, rule, queueTypes } of scenarios) {
      expect(title.length, id).toBeGreaterThan(15)
      expect(rule, id).toMatch(/^A\d/)
      expect(queueTypes.length, id).toBeGreaterThan(0)
      for (const kind of queueTypes) expect(queueKinds).toContain(kind)
    }
  })
})

describe('the recordings', () => {
  test('are of one server for each profile', () => {
    expect(recordings.map(({ profile }) => profile)).toEqual([...profileNames])
  })

  test.each(recordings)('of $version hold every case, and each saw something', (recording) => {
    for (const { name } of cases) {
      const lines = recordedLines(recording, name)
      expect(lines, name).not.toBeNull()
      expect(lines!.length, name).toBeGreaterThan(0)
    }
    expect(recording.transcripts).toHaveLength(cases.length)
  })

  test('are what the scenarios state', () => {
    const others = rows.filter(
      ({ statement }) => statement !== null && statement.verdict !== 'equal',
    )
    expect(
      others.map(({ name, version, statement }) => `${name} ${version}: ${statement?.why}`),
    ).toEqual([])
  })
})

describe('the engine against the recordings', () => {
  test('lacks what is listed, no more and no less', () => {
    const found = rows.flatMap(({ engine }) =>
      engine.outcome === 'unsupported' ? [engine.what] : [],
    )
    expect([...new Set(found)].sort()).toEqual([...missing].sort())
  })

  test('differs where it is listed, no more and no less', () => {
    const found = rows
      .filter(({ engineVerdict }) => engineVerdict.verdict === 'different')
      .map(({ name, version }) => `${name} ${version}`)
    expect(found.sort()).toEqual([...different].sort())
  })

  test('gets through every script it supports', () => {
    const broken = rows.filter(({ engineVerdict }) => engineVerdict.verdict === 'broken')
    expect(
      broken.map(({ name, version, engineVerdict }) => `${name} ${version}: ${engineVerdict.why}`),
    ).toEqual([])
  })

  test('is equal in most of what it supports', () => {
    const equal = rows.filter(({ engineVerdict }) => engineVerdict.verdict === 'equal')
    expect(equal.length).toBeGreaterThanOrEqual(60)
  })
})

describe('a comparison can fail', () => {
  const basic = cases.filter(({ name }) =>
    ['K16 classic', 'K20 classic', 'K34 classic'].includes(name),
  )

  test.each(basic)('$name sees a broker that loses messages', async (each) => {
    const recording = recordings.at(-1)!
    const wanted = recordedLines(recording, each.name)!
    const honest = await runCase(new EngineBroker('4.3'), each)
    expect(compare(wanted, honest).verdict).toBe('equal')
    const lossy = await runCase(losing(new EngineBroker('4.3')), each)
    expect(compare(wanted, lossy).verdict).not.toBe('equal')
  })

  test('by one line more, one less, or one other', () => {
    const seen = (...lines: string[]) => ({ outcome: 'transcript' as const, lines })
    expect(compare(['a', 'b'], seen('a', 'b'))).toEqual({ verdict: 'equal', why: '' })
    expect(compare(['a', 'b'], seen('a')).why).toBe('line 2 is nothing more, should be "b"')
    expect(compare(['a'], seen('a', 'b')).why).toBe('line 2 is "b", should be nothing more')
    expect(compare(['a', 'b'], seen('a', 'c')).why).toBe('line 2 is "c", should be "b"')
    expect(compare([], { outcome: 'unsupported', what: 'x' }).verdict).toBe('unsupported')
    expect(compare([], { outcome: 'broken', why: 'x', lines: [] }).verdict).toBe('broken')
  })
})

/** The same broker, but every third publish of a connection goes nowhere and is still confirmed by the next. */
function losing(broker: BrokerUnderTest): BrokerUnderTest {
  let published = 0
  return new Proxy(broker, {
    get(target, property) {
      if (property !== 'connect') {
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? value.bind(target) : value
      }
      return async (name: string) => {
        const connection = await target.connect(name)
        const openChannel = connection.openChannel.bind(connection)
        connection.openChannel = async () => {
          const channel = await openChannel()
          const publish = channel.publish.bind(channel)
          channel.publish = (message) => {
            published++
            publish(published % 3 === 0 ? { ...message, key: 'lost' } : message)
          }
          return channel
        }
        return connection
      }
    },
  })
}
