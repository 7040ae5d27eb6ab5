/** Marks of the time axis put together into changes a person would name: from what to what, of whom. */
import type { Command } from '#core/model/command.ts'
import type { Mark, RunDescription } from '#core/model/run.ts'
import { actorOf, type FaultSpec, type Scenario } from '#core/model/scenario.ts'
import { isBrokerDial } from '#core/model/sentence-broker.ts'
import { meanServiceUs } from './dials.ts'

export interface Change {
  readonly atUs: number
  readonly untilUs: number | null
  readonly command: Command | null
  readonly fault: FaultSpec | null
  /** Names as they were addressed, in order. */
  readonly targets: readonly string[]
  /** Of what the command sets: the sum for rates, else the first one's; null where nothing is set. */
  readonly before: number | null
  readonly after: number | null
}

type Setting = 'rate' | 'poison' | 'service' | 'failure' | 'prefetch'

interface Set {
  readonly setting: Setting
  readonly value: number
}

function setBy(command: Command): Set | null {
  switch (command.kind) {
    case 'producer.rate':
      return { setting: 'rate', value: command.ratePerSecond }
    case 'producer.poison':
      return { setting: 'poison', value: command.share }
    case 'consumer.service':
      return { setting: 'service', value: command.meanUs }
    case 'consumer.failure':
      return { setting: 'failure', value: command.probability }
    case 'consumer.prefetch':
      return { setting: 'prefetch', value: command.prefetch }
    default:
      return null
  }
}

/** Values of every actor as the scenario begins, and who is meant by a target. */
class Settings {
  readonly #values: Record<Setting, Map<string, number>>
  readonly #members = new Map<string, string[]>()

  constructor({ producers, consumers }: Scenario) {
    this.#values = {
      rate: new Map(producers.map((one) => [one.name, one.arrivals.ratePerSecond])),
      poison: new Map(producers.map((one) => [one.name, one.poisonShare])),
      service: new Map(consumers.map((one) => [one.name, meanServiceUs(one.service)])),
      failure: new Map(consumers.map((one) => [one.name, one.failure.probability])),
      prefetch: new Map(consumers.map((one) => [one.name, one.prefetch])),
    }
    for (const { name, group } of [...producers, ...consumers]) {
      this.#members.set(group, [...(this.#members.get(group) ?? []), name])
    }
  }

  of(setting: Setting, target: string): number {
    const those = this.#those(setting, target)
    const values = those.map((name) => this.#values[setting].get(name) ?? 0)
    return setting === 'rate' ? values.reduce((sum, one) => sum + one, 0) : (values[0] ?? 0)
  }

  set({ setting, value }: Set, target: string): void {
    for (const name of this.#those(setting, target)) this.#values[setting].set(name, value)
  }

  #those(setting: Setting, target: string): readonly string[] {
    return this.#values[setting].has(target) ? [target] : (this.#members.get(target) ?? [])
  }
}

/**
 * Marks in order, as changes. Turning one dial in many small steps, each within `gapUs` of the one before, is one change;
 * so are the commands one dial sends to several actors at once.
 */
export function changesOf(
  marks: readonly Mark[],
  { scenario }: RunDescription,
  gapUs: number,
): Change[] {
  const settings = new Settings(scenario)
  const changes: (Change & { lastUs: number })[] = []
  for (const { atUs, untilUs, command, fault } of marks) {
    if (command === null) {
      const spec = fault === null ? null : (scenario.faults[fault] ?? null)
      const actor = spec === null ? null : actorOf(spec)
      const targets = actor === null ? [] : [actor]
      changes.push({
        atUs,
        untilUs,
        command,
        fault: spec,
        targets,
        before: null,
        after: null,
        lastUs: atUs,
      })
      continue
    }
    const set = setBy(command)
    const { target } = command
    const before = set === null ? null : settings.of(set.setting, target)
    if (set !== null) settings.set(set, target)
    const after = set === null ? null : settings.of(set.setting, target)
    const last = changes.at(-1)
    if (
      last === undefined ||
      last.command?.kind !== command.kind ||
      isBrokerDial(command) ||
      atUs - last.lastUs > gapUs
    ) {
      changes.push({
        atUs,
        untilUs,
        command,
        fault: null,
        targets: [target],
        before,
        after,
        lastUs: atUs,
      })
      continue
    }
    const again = last.targets.includes(target)
    const summed = set?.setting === 'rate'
    changes[changes.length - 1] = {
      ...last,
      command,
      lastUs: atUs,
      targets: again ? last.targets : [...last.targets, target],
      before: again || !summed ? last.before : (last.before ?? 0) + (before ?? 0),
      after: summed ? (last.after ?? 0) + (after ?? 0) - (again ? (before ?? 0) : 0) : after,
    }
  }
  return changes.map(({ lastUs: _, ...change }) => change)
}
