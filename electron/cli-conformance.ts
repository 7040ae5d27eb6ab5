/** `sluice conformance`: the same scripts on real servers and on the engine, side by side. */
import type { ProfileName } from '#core/conformance/client.ts'
import { type Case, casesOf, runCases, type Seen } from '#core/conformance/conformance.ts'
import { EngineBroker } from '#core/conformance/engine/engine-broker.ts'
import { LiveBroker } from '#core/conformance/live/live-broker.ts'
import {
  awaitStartup,
  type LiveServer,
  profileOf,
  serverAt,
} from '#core/conformance/live/live-server.ts'
import { readRecordings, writeRecording } from '#core/conformance/live/recordings.ts'
import { type Recording, recordingOf } from '#core/conformance/recording.ts'
import { scenarios } from '#core/conformance/scripts/all.ts'
import { agrees, rowsOf, type Side } from '#core/conformance/table.ts'
import { Failure } from '#core/model/failure.ts'
import { startRabbitmq } from '../e2e/servers/rabbitmq.ts'
import { installRabbitmq, serves } from '../e2e/servers/rabbitmq-install.ts'
import type { ConformanceCommand } from './cli-conformance-arguments.ts'
import { randomConformance } from './cli-conformance-random.ts'
import { brokenText, conformanceText } from './cli-conformance-table.ts'
import { type BrokenSeen, compareBroken } from './conformance-planted.ts'

/** Scenarios side by side on one server: most of their time is waiting. */
const atOnce = 6
const say = (text: string) => process.stderr.write(`${text}\n`)

/** True when nothing contradicts. Fails with a sentence for a scenario that is not there or a server that is not to be had. */
export async function conformance(command: ConformanceCommand): Promise<boolean> {
  const { random } = command
  if (random !== null) return randomConformance({ ...command, random })
  if (command.planted) return planted(command)
  const cases = casesOf(chosen(command.only))
  const recordings = await readRecordings()
  const sides = await sidesOf(command, cases, recordings)
  const rows = sides.map((side) => rowsOf(side, cases))
  const text = command.json ? `${JSON.stringify({ rows: rows.flat() })}\n` : conformanceText(rows)
  process.stdout.write(text)
  if (!command.record) return rows.every(agrees)
  return record(sides)
}

/** True when each broken rule is noticed by some case. */
async function planted(command: ConformanceCommand): Promise<boolean> {
  chosen(command.only)
  const all: BrokenSeen[] = []
  await compareBroken(command, (seen) => {
    all.push(seen)
    if (!command.json) process.stdout.write(brokenText(seen))
  })
  const noticed = all.filter(({ differences }) => differences.length > 0).length
  const text = command.json
    ? JSON.stringify({ broken: all.length, noticed, rules: all })
    : `${noticed} of ${all.length} broken rules were noticed.`
  process.stdout.write(`${text}\n`)
  return noticed === all.length
}

function chosen(only: readonly string[]) {
  const unknown = only.find((id) => !scenarios.some((scenario) => scenario.id === id))
  if (unknown !== undefined)
    throw new Failure(
      'invalid',
      `There is no scenario ${unknown}; there are ${scenarios[0]!.id} to ${scenarios.at(-1)!.id}.`,
    )
  return only.length === 0 ? scenarios : scenarios.filter(({ id }) => only.includes(id))
}

async function sidesOf(
  { profiles, recorded, url }: ConformanceCommand,
  cases: readonly Case[],
  recordings: readonly Recording[],
): Promise<readonly Side[]> {
  if (url !== null) return [await sideOf(await serverAt(url), cases, recordings)]
  const sides = await Promise.all(
    profiles.map(async (profile) => {
      const side = recorded ? null : await startedSide(profile, cases, recordings)
      return side ?? (await recordedSide(profile, cases, recordings))
    }),
  )
  return sides
}

/** Starts the server, runs everything, stops it; null, said aloud, when it is not to be had. */
async function startedSide(
  profile: ProfileName,
  cases: readonly Case[],
  recordings: readonly Recording[],
): Promise<Side | null> {
  const installed = await installRabbitmq(profile)
  if (!installed.available || !serves(installed.version, profile)) {
    const why = installed.available ? `only ${installed.version} could be had.` : installed.reason
    say(`RabbitMQ ${profile}: ${why} Its recording speaks for it.`)
    return null
  }
  say(`RabbitMQ ${installed.version}: starting, then ${cases.length} comparisons.`)
  const server = await startRabbitmq(installed)
  try {
    return await sideOf(server, cases, recordings)
  } finally {
    await server.stop()
  }
}

async function sideOf(
  server: LiveServer,
  cases: readonly Case[],
  recordings: readonly Recording[],
): Promise<Side> {
  const profile = profileOf(server.version)
  await awaitStartup(server)
  const live = await runCases(async () => new LiveBroker(server), cases, atOnce)
  const recording = recordings.find(({ version }) => version === server.version) ?? null
  return {
    profile,
    version: server.version,
    live,
    recording,
    engine: await onEngine(profile, cases),
  }
}

async function recordedSide(
  profile: ProfileName,
  cases: readonly Case[],
  recordings: readonly Recording[],
): Promise<Side> {
  const recording = recordings.find((each) => each.profile === profile)
  if (recording === undefined)
    throw new Failure(
      'not-found',
      `There is neither a RabbitMQ ${profile} nor a recording of one; name another with --version or a server with --url.`,
    )
  const { version } = recording
  return { profile, version, live: null, recording, engine: await onEngine(profile, cases) }
}

function onEngine(profile: ProfileName, cases: readonly Case[]) {
  return runCases(async () => new EngineBroker(profile), cases, 1)
}

/** Writes what the servers said; a server that did not finish every script keeps its old recording. */
async function record(sides: readonly Side[]): Promise<boolean> {
  let complete = true
  for (const { live, version, profile } of sides) {
    const unfinished = live === null ? 'it was not run' : whyUnfinished(live)
    if (live === null || unfinished !== null) {
      say(`RabbitMQ ${version} was not recorded: ${unfinished}.`)
      complete = false
      continue
    }
    const recordedOn = new Date().toISOString().slice(0, 10)
    say(`Recorded ${await writeRecording(recordingOf({ version, profile, recordedOn }, live))}.`)
  }
  return complete
}

function whyUnfinished(live: ReadonlyMap<string, Seen>): string | null {
  for (const [name, seen] of live) {
    if (seen.outcome === 'broken') return `${name} broke: ${seen.why}`
    if (seen.outcome === 'unsupported') return `${name} needs ${seen.what}`
  }
  return null
}
