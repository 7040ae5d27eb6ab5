/** `sluice conformance --random 200`: scripts made by chance on real servers and on the engine. */
import { EngineBroker } from '#core/conformance/engine/engine-broker.ts'
import { LiveBroker } from '#core/conformance/live/live-broker.ts'
import {
  awaitStartup,
  type LiveServer,
  profileOf,
  serverAt,
} from '#core/conformance/live/live-server.ts'
import {
  compareRandom,
  differenceText,
  type RandomResult,
} from '#core/conformance/random/compare.ts'
import { Failure } from '#core/model/failure.ts'
import { startRabbitmq } from '../e2e/servers/rabbitmq.ts'
import { installRabbitmq, serves } from '../e2e/servers/rabbitmq-install.ts'
import type { ConformanceCommand } from './cli-conformance-arguments.ts'

/** Most of a script is waiting. */
const atOnce = 8

interface Side {
  readonly version: string
  readonly result: RandomResult
}

/** True when engine and servers were equal. Fails `not-found` when there is no server to ask. */
export async function randomConformance(
  command: ConformanceCommand & { readonly random: number },
): Promise<boolean> {
  const { random, seed, profiles, url, json } = command
  const seeds = Array.from({ length: random }, (_, at) => seed + at)
  const sides =
    url === null
      ? await Promise.all(profiles.map((profile) => startedSide(profile, seeds)))
      : [await sideOf(await serverAt(url), seeds)]
  const found = sides.filter((side) => side !== null)
  if (found.length === 0)
    throw new Failure('not-found', 'No server could be had; name one with --url.')
  process.stdout.write(json ? `${JSON.stringify({ sides: found })}\n` : textOf(found, seed))
  return found.every(({ result }) => result.differences.length === 0)
}

/** Null, said aloud, when the server is not to be had: a random script has no recording. */
async function startedSide(
  profile: ConformanceCommand['profiles'][number],
  seeds: readonly number[],
): Promise<Side | null> {
  const installed = await installRabbitmq(profile)
  if (!installed.available || !serves(installed.version, profile)) {
    const why = installed.available ? `only ${installed.version} could be had.` : installed.reason
    process.stderr.write(`RabbitMQ ${profile}: ${why}\n`)
    return null
  }
  process.stderr.write(`RabbitMQ ${installed.version}: starting, then ${seeds.length} scripts.\n`)
  const server = await startRabbitmq(installed)
  try {
    await awaitStartup(server)
    return await sideOf(server, seeds)
  } finally {
    await server.stop()
  }
}

async function sideOf(server: LiveServer, seeds: readonly number[]): Promise<Side> {
  const profile = profileOf(server.version)
  const result = await compareRandom({
    seeds,
    atOnce,
    openServer: async () => new LiveBroker(server),
    openEngine: async () => new EngineBroker(profile),
  })
  return { version: server.version, result }
}

function textOf(sides: readonly Side[], seed: number): string {
  const lines = sides.flatMap(({ version, result }) => {
    const { scripts, equalLater, differences } = result
    const later =
      equalLater.length === 0 ? '' : `; only when run again: seeds ${equalLater.join(', ')}`
    return [
      ...differences.flatMap((difference) => ['', ...differenceText(difference)]),
      `RabbitMQ ${version}: ${scripts} random scripts from seed ${seed}, engine equal ${scripts - differences.length}, different ${differences.length}${later}`,
    ]
  })
  return `${lines.join('\n')}\n`
}
