/** The file form of a scenario: YAML (so JSON too), short units, defaults left out. The schema is scenario.schema.json. */
import type { Scenario } from './scenario.ts'
import { layOut } from './scenario-file-layout.ts'
import { mergeInto } from './scenario-file-merge.ts'
import { migrations } from './scenario-file-migrate.ts'
import type { Problem } from './scenario-file-problem.ts'
import { readScenarioFile } from './scenario-file-read.ts'
import { checkScenario } from './scenario-file-rules.ts'
import { type FileTree, treeOf } from './scenario-file-write.ts'

export interface ParsedScenario {
  /** Null when there is at least one error among the problems. */
  readonly scenario: Scenario | null
  readonly problems: Problem[]
}

/**
 * Reads a scenario file. Never throws on what a text may hold: whatever is wrong is a problem with its place, errors
 * first; hints do not keep a scenario from running.
 */
export function parseScenario(text: string): ParsedScenario {
  const { file, problems } = readScenarioFile(text)
  if (file) checkScenario(file.scenario, file.origins, problems)
  const scenario = problems.errors === 0 ? (file?.scenario ?? null) : null
  return { scenario, problems: problems.list() }
}

/**
 * The text of a scenario; reading it gives the same scenario. With `over`, an existing text of the same or another
 * scenario, what it says already stays as it is written: comments, order, spelling and spelt-out defaults. A text that
 * cannot be read is replaced.
 */
export function writeScenario(scenario: Scenario, over: string | null): string {
  const after = treeOf(scenario)
  const file = over === null ? null : readScenarioFile(over).file
  if (over === null || !file) return layOut(after)
  const before = treeOf(file.scenario)
  const text = over.startsWith('\uFEFF') ? over.slice(1) : over
  return mergeInto(text, file.version < migrations.length ? olderForm(before) : before, after)
}

/** What an older form says in other words has to be written anew: the version, and the bindings of form 0. */
const olderForm = (tree: FileTree): FileTree => ({
  fields: tree.fields.map(([key, value]) => [
    key,
    key === 'sluice' || key === 'bindings' ? null : value,
  ]),
})
