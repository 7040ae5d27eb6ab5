import type { Building } from './building.ts'
import { roofline } from './roofline.ts'
import type { Speed } from './rounds.ts'

/** A quantity, the least (or most) it may be, and what would be good. Falling below a floor is a regression. */
export interface Gate {
  readonly name: string
  readonly value: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly stretch: number
  readonly unit: string
}

export interface Report {
  readonly machine: string
  /** Million units per second. */
  readonly speeds: Readonly<Record<string, Speed>>
  readonly rooflineMillionPerSecond: number
  readonly sojournMeanMs: { readonly simulation: number; readonly naive: number }
  readonly building: readonly Building[]
  readonly gates: readonly Gate[]
}

export interface Measured {
  readonly speeds: ReadonlyMap<string, Speed>
  /** Agenda events for each message acked, by contestant. */
  readonly eventsPerMessage: (name: string) => number
  readonly sojournMeanMs: { readonly simulation: number; readonly naive: number }
  readonly collectorShare: number
  /** The smaller first. */
  readonly building: readonly [Building, Building]
}

export function reportOf(measured: Measured): Report {
  const { speeds } = measured
  return {
    machine: `node ${process.version}, ${process.platform} ${process.arch}`,
    speeds: Object.fromEntries(speeds),
    rooflineMillionPerSecond: roofline(speeds),
    sojournMeanMs: measured.sojournMeanMs,
    building: measured.building,
    gates: gatesOf(measured),
  }
}

function gatesOf({ speeds, eventsPerMessage, collectorShare, building }: Measured): Gate[] {
  const speed = (name: string) => speeds.get(name)!.median
  const ratio = (one: string, other: string) => speed(one) / speed(other)
  const events = (name: string) => speed(name) * eventsPerMessage(name)
  const [, huge] = building
  const atLeast = (name: string, value: number, floor: number, stretch: number, unit = 'x') => ({
    ...{ name, value, atLeast: floor, stretch, unit },
  })
  const atMost = (name: string, value: number, floor: number, stretch: number, unit = 'x') => ({
    ...{ name, value, atMost: floor, stretch, unit },
  })
  return [
    atLeast('simulation / roofline', speed('simulation') / roofline(speeds), 0.5, 0.75),
    atLeast('messages, reference', speed('simulation'), 3.5, 6, 'M/s'),
    atLeast('events, reference', events('simulation'), 7, 11, 'M/s'),
    atLeast('events, one queue', events('one queue'), 15, 27, 'M/s'),
    atLeast('events, everything on', events('everything on'), 8, 12, 'M/s'),
    atLeast('messages, everything on', speed('everything on'), 1, 2, 'M/s'),
    atLeast('simulation / naive twin', ratio('simulation', 'naive twin'), 3, 4),
    atLeast('simulation / aedes QoS 1', ratio('simulation', 'aedes QoS 1'), 3, 4),
    atMost('bytes per queued message', huge.bytesPerMessage, 40, 24, 'B'),
    atMost('resident, 1e7 queued', huge.residentMb, 500, 350, 'MB'),
    atMost('longest step up to 1e7 queued', huge.longestStepMs, 10, 5, 'ms'),
    atMost('share of the collector', 100 * collectorShare, 2, 0.5, '%'),
    atMost('cost per message, backlog 1e6 / 1e3', ratio('backlog 1e3', 'backlog 1e6'), 1.3, 1.1),
    atMost('cost per message, backlog 1e7 / 1e3', ratio('backlog 1e3', 'backlog 1e7'), 1.3, 1.1),
    atMost('cost, 10,000 queues / 10', ratio('simulation', '10,000 queues'), 2.2, 1.6),
    atMost('cost, 10,000 bindings / 10', ratio('simulation', '10,000 bindings'), 1.2, 1.05),
    atMost('one cold route of 10,000 bindings', 1 / speed('cold route'), 20, 5, 'us'),
  ]
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
    '',
    line('mean sojourn, simulation and twin, ms', simulation.toFixed(2), naive.toFixed(2)),
  )
  for (const { messages, residentMb, longestStepMs } of report.building) {
    const cells = [`${residentMb.toFixed(0)} MB`, `${longestStepMs.toFixed(1)} ms`]
    lines.push(line(`${messages.toExponential(0)} queued: growth, longest step`, ...cells))
  }
  lines.push('', line('', 'value', 'floor', 'stretch'))
  for (const gate of report.gates) {
    const bound = gate.atLeast === undefined ? `<= ${gate.atMost}` : `>= ${gate.atLeast}`
    const verdict = holds(gate) ? 'holds' : 'FAILS'
    const value = `${gate.value.toFixed(2)} ${gate.unit}`
    lines.push(line(gate.name, value, bound, String(gate.stretch), verdict))
  }
  return lines.join('\n')
}

function line(name: string, ...cells: readonly string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(11)).join('   ')
}
