import { beforeAll, expect, test } from 'vitest'
import { onEach } from '#core/connectors/rabbitmq/real-server.ts'
import { type Case, casesOf, runCases, type Seen } from '../conformance.ts'
import { EngineBroker } from '../engine/engine-broker.ts'
import { recordedLines } from '../recording.ts'
import { scenarios } from '../scripts/all.ts'
import { rowsOf } from '../table.ts'
import { LiveBroker } from './live-broker.ts'
import { awaitStartup, profileOf } from './live-server.ts'
import { readRecordings } from './recordings.ts'

const recordings = await readRecordings()
const withinMs = 300_000

onEach(['3.10', '4.0', '4.3'], (server) => {
  const recording = recordings.find(({ version }) => version === server.version) ?? null
  /** Without its scripts a server can neither restart nor raise an alarm; without a recording nothing was promised. */
  const cases: readonly Case[] = casesOf(scenarios).filter(
    ({ name, scenario }) =>
      (server.scripts !== null || !scenario.alone) &&
      (recording === null || recordedLines(recording, name) !== null),
  )
  let live: ReadonlyMap<string, Seen> = new Map()

  beforeAll(async () => {
    await awaitStartup(server)
    live = await runCases(async () => new LiveBroker(server), cases, 6)
  }, withinMs)

  const rows = async () => {
    const profile = profileOf(server.version)
    const engine = await runCases(async () => new EngineBroker(profile), cases, 1)
    return rowsOf({ profile, version: server.version, live, recording, engine }, cases)
  }

  test('finishes every scenario', () => {
    const unfinished = [...live].filter(([, seen]) => seen.outcome === 'broken')
    expect(unfinished).toEqual([])
    expect(live.size).toBe(cases.length)
  })

  test('does what it did when it was recorded', async () => {
    const changed = (await rows()).filter(
      ({ change }) => change !== null && change.verdict !== 'equal',
    )
    expect(changed.map(({ name, change }) => `${name}: ${change?.why}`)).toEqual([])
  })

  test('does what the scenarios state', async () => {
    const others = (await rows()).filter(
      ({ statement }) => statement !== null && statement.verdict !== 'equal',
    )
    expect(others.map(({ name, statement }) => `${name}: ${statement?.why}`)).toEqual([])
  })
})
