/**
 * `npm run bench:endpoint [-- --json] [-- --strict]`: `sluice serve` beside a real RabbitMQ 4.3 on this machine, by the same
 * client in the same process, in turn, several rounds: the median counts. Bodies of 100 bytes, not persistent, in a durable classic
 * queue. `--strict` fails when ours is worse in anything, or loses a channel.
 */

import { availableParallelism, loadavg } from 'node:os'
import { summary } from '../rounds.ts'
import { Abusers } from './abusers.ts'
import { type Comparison, comparisonTable, lessIsBetter, moreIsBetter } from './comparison.ts'
import { holdAndAsk, openMany } from './holding.ts'
import { LeanClient } from './lean-client.ts'
import { consumeAndAck, endToEnd, fill, publishAndConfirm, purge } from './measures.ts'
import { residentBytes } from './resident.ts'
import { type BenchSide, openRabbitmq, openSluice } from './sides.ts'

const rounds = 7
const roundMs = 1500
const consumedMessages = 30_000
const queuedMessages = 100_000
const steadyPerSecond = 2000
const connections = 1000
const channels = 2
const heldMs = 60_000

/** One figure of one round; each is taken on both brokers before the next round. */
const timed: readonly {
  readonly names: readonly (readonly [name: string, unit: string])[]
  measure(url: string): Promise<readonly number[]>
}[] = [
  ...[1, 100].map((window) => ({
    names: [
      [`publish + confirm, ${window} at once`, 'msg/s'],
      [`publish + confirm, ${window} at once, p99`, 'ms'],
    ] as const,
    measure: async (url: string) => {
      const { perSecond, p99Ms } = await publishAndConfirm(url, window, roundMs)
      return [perSecond, p99Ms]
    },
  })),
  {
    names: [['consume + ack, prefetch 100', 'msg/s']],
    measure: async (url) => [await consumeAndAck(url, consumedMessages, 100)],
  },
  {
    names: [
      [`publish to delivery at ${steadyPerSecond}/s, p50`, 'ms'],
      [`publish to delivery at ${steadyPerSecond}/s, p99`, 'ms'],
    ],
    measure: async (url) => {
      const { p50Ms, p99Ms } = await endToEnd(url, steadyPerSecond, roundMs)
      return [p50Ms, p99Ms]
    },
  },
  {
    names: [
      ['the same beside silent, deaf and flooding clients, p50', 'ms'],
      ['the same beside silent, deaf and flooding clients, p99', 'ms'],
      ['p99 beside them, of p99 without them', 'x'],
    ],
    measure: async (url) => {
      const alone = await endToEnd(url, steadyPerSecond, roundMs)
      const abusers = await Abusers.on(url)
      const beside = await endToEnd(url, steadyPerSecond, roundMs)
      await abusers.end()
      return [beside.p50Ms, beside.p99Ms, beside.p99Ms / alone.p99Ms]
    },
  },
]

if (loadavg()[0]! > availableParallelism() / 2)
  console.error('Other programs are busy on this machine, so latencies are partly theirs.')
const sides: BenchSide[] = []
try {
  sides.push(await openSluice())
  sides.push(await openRabbitmq())
  const [ours, real] = [sides[0]!, sides[1]!]
  const comparisons = [...(await memoryAndHolding(ours, real)), ...(await speeds(ours, real))]
  console.log(comparisonTable(comparisons, ours.name, real.name))
  if (process.argv.includes('--json')) console.log(JSON.stringify(comparisons))
  if (process.argv.includes('--strict') && comparisons.some(({ ratio }) => !(ratio >= 1)))
    process.exitCode = 1
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  process.exitCode = 2
} finally {
  for (const side of sides) await side.close()
}

async function memoryAndHolding(ours: BenchSide, real: BenchSide): Promise<readonly Comparison[]> {
  const [mine, theirs] = [await perConnection(ours), await perConnection(real)]
  const [mineAnswered, theirsAnswered] = await Promise.all([
    holdAndAsk(mine.held, channels, heldMs),
    holdAndAsk(theirs.held, channels, heldMs),
  ])
  const many = `${connections} connections of ${channels} channels`
  return [
    lessIsBetter(`${many}: opened in`, 'ms', mine.held.openedMs, theirs.held.openedMs),
    moreIsBetter(`${many}: channels that answer after 60 s`, '', mineAnswered, theirsAnswered),
    lessIsBetter('memory of a connection', 'KiB', mine.bytes / 1024, theirs.bytes / 1024),
    lessIsBetter('memory of a queued message', 'B', await perMessage(ours), await perMessage(real)),
  ]
}

async function perConnection({ url, pid }: BenchSide) {
  // What the first ones bring into memory is the program, not the connection.
  const first = await openMany(url, 20, channels)
  await holdAndAsk(first, channels, 0)
  const before = await residentBytes(pid)
  const held = await openMany(url, connections, channels)
  return { held, bytes: ((await residentBytes(pid)) - before) / connections }
}

async function perMessage({ url, pid }: BenchSide): Promise<number> {
  const client = await LeanClient.open(url)
  await fill(client, 1000)
  const before = await residentBytes(pid)
  await fill(client, queuedMessages)
  const bytes = ((await residentBytes(pid)) - before) / queuedMessages
  await purge(client)
  await client.close()
  return bytes
}

async function speeds(ours: BenchSide, real: BenchSide): Promise<readonly Comparison[]> {
  const comparisons: Comparison[] = []
  for (const { names, measure } of timed) {
    const found = names.map(() => ({ ours: [] as number[], real: [] as number[] }))
    for (let round = 0; round < rounds; round++) {
      for (const [side, url] of [
        ['ours', ours.url],
        ['real', real.url],
      ] as const) {
        const figures = await measure(url)
        for (const [at, figure] of figures.entries()) found[at]![side].push(figure)
      }
    }
    for (const [at, [name, unit]] of names.entries()) {
      const better = unit === 'ms' || unit === 'x' ? lessIsBetter : moreIsBetter
      const of = found[at]!
      comparisons.push(better(name, unit, summary(of.ours).median, summary(of.real).median))
    }
  }
  return comparisons
}
