import { beforeAll, expect, test } from 'vitest'
import { onEach } from '#core/connectors/rabbitmq/real-server.ts'
import { EngineBroker } from '../engine/engine-broker.ts'
import { compareRandom, differenceText } from '../random/compare.ts'
import { LiveBroker } from './live-broker.ts'
import { awaitStartup, profileOf } from './live-server.ts'

/** A part of what `sluice conformance --random` compares, always the same. */
const seeds = Array.from({ length: 25 }, (_, at) => at + 1)
const withinMs = 300_000

onEach(['3.10', '4.0', '4.3'], (server) => {
  beforeAll(() => awaitStartup(server), withinMs)

  test(
    `does what the engine does in ${seeds.length} random scripts`,
    async () => {
      const { scripts, differences } = await compareRandom({
        seeds,
        atOnce: 6,
        openServer: async () => new LiveBroker(server),
        openEngine: async () => new EngineBroker(profileOf(server.version)),
      })
      expect(scripts).toBe(seeds.length)
      expect(differences.map((found) => differenceText(found).join('\n'))).toEqual([])
    },
    withinMs,
  )
})
