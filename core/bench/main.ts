/**
 * `npm run bench [-- --json] [-- --strict]`: how fast the engine is against what is physically possible, against the same
 * thing written naively, and against a peer. Everything runs interleaved in one process; only ratios are judged, because
 * machines differ. `--json` adds one JSON object on the last line; `--strict` fails when a floor is missed.
 */
import { AedesPeer } from './aedes-peer.ts'
import { Backlog } from './backlog.ts'
import { BareRing } from './bare-ring.ts'
import { build } from './building.ts'
import { NaiveSimulation } from './naive/naive-simulation.ts'
import { holds, reportOf, table } from './report.ts'
import { rooflineParts } from './roofline.ts'
import { race } from './rounds.ts'
import { WholeSimulation } from './whole-simulation.ts'

const rounds = 7
const roundMs = 250

const simulation = new WholeSimulation()
const naive = new NaiveSimulation(1)
const aedes = await AedesPeer.open()
const shallow = new Backlog('backlog 1e3', 1000)
shallow.fill(1000)
const deep = new Backlog('backlog 1e6', 1_000_000)
deep.fill(1_000_000)

const contestants = [
  new BareRing(),
  ...rooflineParts,
  simulation,
  naive,
  aedes,
  shallow,
  deep,
] as const
const speeds = await race(contestants, rounds, roundMs)
await aedes.close()

const report = reportOf({
  speeds,
  eventsPerMessage: simulation.eventsPerMessage(),
  sojournMeanMs: { simulation: simulation.sojournMeanMs(), naive: naive.sojournMeanMs() },
  building: build(5),
})
console.log(table(report))
if (process.argv.includes('--json')) console.log(JSON.stringify(report))
if (process.argv.includes('--strict') && !report.gates.every(holds)) process.exitCode = 1
