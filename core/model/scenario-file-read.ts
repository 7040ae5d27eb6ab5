/** From a text to a scenario with the place of each of its things; what the broker would say to it is not checked here. */
import { limits } from './limits.ts'
import type { ConsumerSpec, ProducerSpec, Scenario } from './scenario.ts'
import { exchangeSpec, queueSpec } from './scenario-file-broker.ts'
import { consumerSpec } from './scenario-file-consumers.ts'
import { namesOf } from './scenario-file-groups.ts'
import { producerSpec } from './scenario-file-load.ts'
import { migrate } from './scenario-file-migrate.ts'
import { type FileNode, quoted } from './scenario-file-node.ts'
import { policySpec } from './scenario-file-policies.ts'
import { LineIndex, Problems } from './scenario-file-problem.ts'
import { fileVersion, type Named, scenarioForm } from './scenario-file-sections.ts'
import { readYaml } from './scenario-file-yaml.ts'

/** Where the things of a scenario stand, in the order of its arrays. */
export interface Origin {
  readonly at: number
  readonly node: FileNode
}
export interface Origins {
  readonly root: FileNode
  readonly exchanges: readonly Origin[]
  readonly queues: readonly Origin[]
  readonly bindings: readonly Origin[]
  readonly policies: readonly Origin[]
  readonly producers: readonly Origin[]
  readonly consumers: readonly Origin[]
  readonly faults: readonly Origin[]
  readonly expectations: readonly Origin[]
}

export interface ReadFile {
  readonly scenario: Scenario
  readonly origins: Origins
  /** The form the file is written in. */
  readonly version: number
}

const byteOrderMark = '\uFEFF'

/** Characters no text file holds: they tell a binary or a UTF-16 file. */
function refuseText(text: string, problems: Problems): boolean {
  if (text.length > limits.scenarioFileBytes) {
    const most = limits.scenarioFileBytes >> 20
    problems.error(0, `The file is larger than ${most} MiB: no scenario is, choose another file.`)
    return true
  }
  const nul = text.indexOf('\0')
  if (nul === -1) return false
  problems.error(
    nul,
    'The file holds NUL characters, so it is UTF-16 or not a text: save it as UTF-8.',
  )
  return true
}

interface Actor {
  readonly name: string
}

/** One entry of the file becomes `count` actors that share its place. */
function expand<
  T extends { readonly count: number; readonly group: string | null },
  A extends Actor,
>(
  noun: string,
  entries: readonly Named<T>[],
  most: number,
  make: (name: string, group: string, read: T) => A,
  problems: Problems,
): { actors: A[]; origins: Origin[] } {
  const actors: A[] = []
  const origins: Origin[] = []
  let total = 0
  for (const { name, at, node, read } of entries) {
    total += read.count
    if (total > most) {
      problems.error(
        at,
        `${noun} ${quoted(name)}: its count of ${read.count} makes more than ${most} in all.`,
      )
      break
    }
    for (const each of namesOf(name, read.count)) {
      actors.push(make(each, read.group ?? name, read))
      origins.push({ at, node })
    }
  }
  return { actors, origins }
}

const listOrigins = (list: readonly { readonly node: FileNode }[]): Origin[] =>
  list.map(({ node }) => ({ at: node.at, node }))

/** The scenario a text describes, or null after at least one error in `problems`. */
export function readScenarioFile(written: string): { file: ReadFile | null; problems: Problems } {
  const marked = written.startsWith(byteOrderMark)
  const text = marked ? written.slice(1) : written
  const problems = new Problems(new LineIndex(text, marked ? 1 : 0))
  if (refuseText(text, problems)) return { file: null, problems }
  const tree = readYaml(text, problems)
  const migrated = tree && migrate(tree, problems)
  if (!migrated) return { file: null, problems }
  const { root, version } = migrated
  const where = { subject: 'The file', field: '', problems }
  const read = scenarioForm.read(root, where)
  if (!read || problems.errors > 0) return { file: null, problems }
  const producers = expand<(typeof read.producers)[number]['read'], ProducerSpec>(
    'Producer',
    read.producers,
    limits.producers,
    producerSpec,
    problems,
  )
  const consumers = expand<(typeof read.consumers)[number]['read'], ConsumerSpec>(
    'Consumer',
    read.consumers,
    limits.consumers,
    consumerSpec,
    problems,
  )
  if (problems.errors > 0) return { file: null, problems }
  if (version < fileVersion) {
    problems.hint(
      root.at,
      `The file is in form ${version}, from before "sluice: ${fileVersion}"; it reads well, and saving writes form ${fileVersion}.`,
    )
  }
  const scenario: Scenario = {
    title: read.scenario,
    summary: read.summary,
    profile: read.profile,
    seed: read.seed,
    durationUs: read.duration,
    topology: {
      exchanges: read.exchanges.map(({ name, read }) => exchangeSpec(name, read)),
      queues: read.queues.map(({ name, read }) => queueSpec(name, read)),
      bindings: read.bindings.map(({ read }) => read),
    },
    policies: [
      ...read.policies.map(({ name, read }) => policySpec(name, false, read)),
      ...read.operatorPolicies.map(({ name, read }) => policySpec(name, true, read)),
    ],
    producers: producers.actors,
    consumers: consumers.actors,
    faults: read.faults.map(({ read }) => read),
    expectations: read.expect.map(({ read }) => read),
  }
  const origins: Origins = {
    root,
    exchanges: read.exchanges,
    queues: read.queues,
    bindings: listOrigins(read.bindings),
    policies: [...read.policies, ...read.operatorPolicies],
    producers: producers.origins,
    consumers: consumers.origins,
    faults: listOrigins(read.faults),
    expectations: listOrigins(read.expect),
  }
  return { file: { scenario, origins, version }, problems }
}
