/** Scenario texts in and out, as the worker does them: parsing a large file must not hold up the thread of windows and sockets. */
import { type ImportedDefinitions, importDefinitions } from '#core/model/definitions.ts'
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import type { Problem } from '#core/model/scenario-file-problem.ts'

/** The scenario of a text that is to be run. Fails `invalid` with the first error and its place. */
export function scenarioIn(text: string): Scenario {
  const { scenario, problems } = parseScenario(text)
  return scenario ?? refuse(problems)
}

/** The scenario made of a definitions export. Fails `invalid` with the first error and its place. */
export function importedFrom(text: string): ImportedDefinitions {
  const { imported, problems } = importDefinitions(text)
  return imported ?? refuse(problems)
}

function refuse(problems: readonly Problem[]): never {
  const error = problems.find(({ severity }) => severity === 'error')
  throw new Failure(
    'invalid',
    error?.message ?? 'The text cannot be read.',
    error?.place ?? undefined,
  )
}
