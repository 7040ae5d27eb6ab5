import type { Building } from './building.ts'
import { roofline } from './roofline.ts'
import type { Speed } from './rounds.ts'

/** A quantity with the least (or most) it may be. Falling below a floor is a regression. */
export interface Gate {
  readonly name: string
  readonly value: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly unit: string
}

export interface Report {
  readonly machine: string
  /** Million units per second. */
  readonly speeds: Readonly<Record<string, Speed>>
  readonly rooflineMillionPerSecond: number
  readonly eventsPerSecondMillion: number
  readonly eventsPerMessage: number
  readonly sojournMeanMs: { readonly simulation: number; readonly naive: number }
  readonly building: Building
  readonly gates: readonly Gate[]
}

export interface Measured {
  readonly speeds: ReadonlyMap<string, Speed>
  readonly eventsPerMessage: number
  readonly sojournMeanMs: { readonly simulation: number; readonly naive: number }
  readonly building: Building
}

export function reportOf(measured: Measured): Report {
  const { speeds, eventsPerMessage, sojournMeanMs, building } = measured
  const median = (name: string) => speeds.get(name)!.median
  const limit = roofline(speeds)
  const gates: Gate[] = [
    { name: 'simulation / roofline', value: median('simulation') / limit, atLeast: 0.5, unit: 'x' },
    {
      name: 'simulation / naive twin',
      value: median('simulation') / median('naive twin'),
      atLeast: 3,
      unit: 'x',
    },
    {
      name: 'simulation / aedes QoS 1',
      value: median('simulation') / median('aedes QoS 1'),
      atLeast: 3,
      unit: 'x',
    },
    {
      name: 'cost per message, backlog 1e6 / 1e3',
      value: median('backlog 1e3') / median('backlog 1e6'),
      atMost: 1.3,
      unit: 'x',
    },
    { name: 'bytes per queued message', value: building.bytesPerMessage, atMost: 40, unit: 'B' },
    { name: 'longest step building 1e6', value: building.longestStepMs, atMost: 10, unit: 'ms' },
  ]
  return {
    machine: `node ${process.version}, ${process.platform} ${process.arch}`,
    speeds: Object.fromEntries(speeds),
    rooflineMillionPerSecond: limit,
    eventsPerSecondMillion: median('simulation') * eventsPerMessage,
    eventsPerMessage,
    sojournMeanMs,
    building,
    gates,
  }
}

export function holds(gate: Gate): boolean {
  return (
    gate.value >= (gate.atLeast ?? Number.NEGATIVE_INFINITY) &&
    gate.value <= (gate.atMost ?? Number.POSITIVE_INFINITY)
  )
}

/** The report for a person. */
export function table(report: Report): string {
  const lines = [report.machine, '', line('million per second', 'median', 'min .. max')]
  for (const [name, { median, min, max }] of Object.entries(report.speeds)) {
    lines.push(line(name, median.toFixed(2), `${min.toFixed(2)} .. ${max.toFixed(2)}`))
  }
  const { simulation, naive } = report.sojournMeanMs
  lines.push(
    line('roofline of the parts', report.rooflineMillionPerSecond.toFixed(2)),
    line('simulation, events', report.eventsPerSecondMillion.toFixed(2)),
    '',
    line('events per message', report.eventsPerMessage.toFixed(3)),
    line('mean sojourn, simulation and twin, ms', simulation.toFixed(2), naive.toFixed(2)),
    line('resident growth of 1e6 queued, MB', report.building.residentMb.toFixed(0)),
    '',
  )
  for (const gate of report.gates) {
    const bound = gate.atLeast === undefined ? `at most ${gate.atMost}` : `at least ${gate.atLeast}`
    const verdict = holds(gate) ? 'holds' : 'FAILS'
    lines.push(line(gate.name, `${gate.value.toFixed(2)} ${gate.unit}`, `${bound}  ${verdict}`))
  }
  return lines.join('\n')
}

function line(name: string, ...cells: readonly string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(10)).join('   ')
}
