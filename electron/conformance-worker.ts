/** Runs every script on the engine of the copy it is told and says which came out otherwise than recorded. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { ComparisonOrder, Difference } from './conformance-planted.ts'

const { conformance, profiles, only } = workerData as ComparisonOrder
const load = <Module>(file: string): Promise<Module> =>
  import(pathToFileURL(join(conformance, file)).href)
const { casesOf, runCases } =
  await load<typeof import('#core/conformance/conformance.ts')>('conformance.ts')
const { rowsOf } = await load<typeof import('#core/conformance/table.ts')>('table.ts')
const { scenarios } =
  await load<typeof import('#core/conformance/scripts/all.ts')>('scripts/all.ts')
const { recordings } =
  await load<typeof import('#core/conformance/recorded/all.ts')>('recorded/all.ts')
const { EngineBroker } =
  await load<typeof import('#core/conformance/engine/engine-broker.ts')>('engine/engine-broker.ts')

const cases = casesOf(scenarios.filter(({ id }) => only.length === 0 || only.includes(id)))
const differences: Difference[] = []
for (const recording of recordings) {
  const { profile, version } = recording
  if (!profiles.includes(profile)) continue
  const engine = await runCases(async () => new EngineBroker(profile), cases, 1)
  for (const { name, engineVerdict } of rowsOf(
    { profile, version, live: null, recording, engine },
    cases,
  )) {
    const { verdict } = engineVerdict
    if (verdict === 'equal' || verdict === 'unsupported') continue
    const why = 'why' in engineVerdict ? String(engineVerdict.why) : verdict
    differences.push({ version, name, why })
  }
}
parentPort!.postMessage(differences)
