/**
 * `npm run bench [-- --json] [-- --strict]`: how fast the engine is against what is physically possible, against the same
 * thing written naively, and against a peer. Everything runs in turn, each in a thread of its own; only ratios are judged, because
 * machines differ. `--json` adds one JSON object on the last line; `--strict` fails when a floor is missed.
 */
import { build } from './building.ts'
import { contestants } from './contestants.ts'
import { Lane } from './lanes.ts'
import { holds, reportOf, table } from './report.ts'
import { race } from './rounds.ts'

const rounds = 7
const roundMs = 250

const lanes = new Map(Object.keys(contestants).map((name) => [name, new Lane(name)]))
const speeds = await race([...lanes.values()], rounds, roundMs)
const fact = (lane: string, name: string) => lanes.get(lane)!.facts[name]!
const { collectorShare } = lanes.get('simulation')!
await Promise.all([...lanes.values()].map((lane) => lane.close()))

const report = reportOf({
  speeds,
  eventsPerMessage: (name) => fact(name, 'eventsPerMessage'),
  sojournMeanMs: {
    simulation: fact('simulation', 'sojournMeanMs'),
    naive: fact('naive twin', 'sojournMeanMs'),
  },
  collectorShare,
  building: [build(1_000_000, 5), build(10_000_000, 2)],
})
console.log(table(report))
if (process.argv.includes('--json')) console.log(JSON.stringify(report))
if (process.argv.includes('--strict') && !report.gates.every(holds)) process.exitCode = 1
