/** Import of a RabbitMQ definitions export (`rabbitmqctl export_definitions`, management): topology, policies, a load. */
import { readJson } from './definitions-json.ts'
import { counted, LeftOut } from './definitions-left-out.ts'
import { type ProposedLoad, proposeLoad } from './definitions-load.ts'
import { type Definitions, readDefinitions } from './definitions-read.ts'
import { renameFor, topologyOf } from './definitions-topology.ts'
import { topologyInEffect } from './in-effect.ts'
import { limits } from './limits.ts'
import type { Scenario } from './scenario.ts'
import { writeScenario } from './scenario-file.ts'
import { LineIndex, type Problem, Problems } from './scenario-file-problem.ts'

export interface ImportedDefinitions {
  /** A scenario file that runs as it is. */
  readonly text: string
  readonly counts: {
    readonly virtualHosts: number
    readonly exchanges: number
    readonly queues: number
    readonly bindings: number
    readonly policies: number
  }
  /** What the file says and the simulation does not do (yet), one sentence per reason. */
  readonly unsupported: readonly string[]
  /** What was proposed so that it runs at once. */
  readonly proposed: string
}

/** Ten minutes of virtual time show a steady state at the proposed utilisation. */
const durationUs = 600_000_000

/**
 * Reads a definitions file and makes a scenario of it. Never throws on what a text may hold: without `imported` there is
 * at least one error among the problems. Nothing in the file is dropped silently, see `unsupported`.
 */
export function importDefinitions(written: string): {
  imported: ImportedDefinitions | null
  problems: Problem[]
} {
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written
  const problems = new Problems(new LineIndex(text))
  const root = refused(text, problems) ? null : readJson(text, problems)
  const definitions = root && readDefinitions(root, problems)
  if (!definitions) return { imported: null, problems: problems.list() }
  const imported = importFrom(definitions)
  if (imported.text.length > limits.scenarioFileBytes) {
    const most = limits.scenarioFileBytes >> 20
    problems.error(
      0,
      `The definitions make a scenario larger than ${most} MiB: export one virtual host at a time.`,
    )
    return { imported: null, problems: problems.list() }
  }
  return { imported, problems: [] }
}

function refused(text: string, problems: Problems): boolean {
  const nul = text.indexOf('\0')
  if (text.length > limits.definitionsFileBytes) {
    const most = limits.definitionsFileBytes >> 20
    problems.error(0, `The file is larger than ${most} MiB: export one virtual host at a time.`)
  } else if (nul !== -1) {
    problems.error(
      nul,
      'The file holds NUL characters, so it is UTF-16 or not a text: save it as UTF-8.',
    )
  } else if (text.trim() === '') {
    problems.error(0, 'The file is empty: write it with "rabbitmqctl export_definitions FILE".')
  } else return false
  return true
}

function importFrom(definitions: Definitions): ImportedDefinitions {
  const leftOut = new LeftOut()
  const { topology, policies } = topologyOf(definitions, leftOut)
  const load = proposeLoad(topologyInEffect(topology, policies))
  const counts = {
    virtualHosts: definitions.virtualHosts.length,
    exchanges: topology.exchanges.length,
    queues: topology.queues.length,
    bindings: topology.bindings.length,
    policies: definitions.policies.length,
  }
  const summary = `${counted(counts.queues, 'queue')}, ${counted(counts.exchanges, 'exchange')} and ${counted(counts.bindings, 'binding')} of ${definitions.product.slice(0, 100)}. The load is a proposal.`
  const scenario: Scenario = {
    title: 'Imported definitions',
    summary,
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs,
    topology,
    policies,
    producers: load.producers,
    consumers: load.consumers,
    faults: [],
    expectations: [],
  }
  return {
    text: writeScenario(scenario, null),
    counts,
    unsupported: [...notes(definitions), ...leftOut.sentences()],
    proposed: proposalOf(load),
  }
}

function notes(definitions: Definitions): string[] {
  const { several } = renameFor(definitions)
  const prefixes = several
    ? [
        'Several virtual hosts hold queues or exchanges: each name got its virtual host as a prefix.',
      ]
    : []
  const others = definitions.others.map(
    ({ section, count }) =>
      `${counted(count, section)}: left out, the simulation has no such thing.`,
  )
  return [...prefixes, ...others]
}

function proposalOf({
  producers,
  consumers,
  utilisation,
  ratePerKey,
  deadLetterQueues,
}: ProposedLoad): string {
  if (producers.length === 0) return 'Nothing leads to a queue, so no load was proposed.'
  const without =
    deadLetterQueues === 0
      ? ''
      : `; ${counted(deadLetterQueues, 'queue')} that only dead letters reach got none`
  return `${counted(producers.length, 'producer')} of ${ratePerKey}/s per routing key, and ${counted(consumers.length, 'consumer')} that are busy ${utilisation * 100} % of the time${without}.`
}
