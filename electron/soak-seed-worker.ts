/** Runs one seed of the soak after another, as it is told. */
import { parentPort } from 'node:worker_threads'
import { runSeed, runSeedTwice } from '#core/soak/soak.ts'
import type { SeedOrder } from './soak-threads.ts'

const port = parentPort!
port.on('message', ({ seed, events, twice }: SeedOrder) => {
  port.postMessage(twice ? runSeedTwice(seed, events) : runSeed(seed, events))
})
