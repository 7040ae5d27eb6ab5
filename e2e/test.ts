/**
 * `npm test`: everything, in order, on one machine. `npm test -- unit real` runs the named kinds only. What cannot run
 * here is skipped by name with the way to get it; the last line is the total, and any failure makes the exit code 1.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareToolchains } from './clients/toolchains.ts'
import { type Brokers, startBrokers } from './run/brokers.ts'
import { runChecks } from './run/check.ts'
import { findChromium } from './run/chromium.ts'
import { command, root } from './run/command.ts'
import { electronFolder, openDesktop, otherMajor } from './run/electron.ts'
import { brokenKind, type KindResult, skippedKind } from './run/kind-result.ts'
import { runPlaywright } from './run/playwright-kind.ts'
import { runSoak } from './run/soak-kind.ts'
import { summary } from './run/summary.ts'
import { runVitest } from './run/vitest-kind.ts'

const kinds = ['check', 'unit', 'soak', 'real', 'browser', 'electron'] as const
type Kind = (typeof kinds)[number]

const asked = process.argv.slice(2)
const unknown = asked.filter((word) => !kinds.some((kind) => kind === word))
if (unknown.length > 0) {
  console.error(
    `There is no kind of test called ${unknown.join(', ')}; there are ${kinds.join(', ')}.`,
  )
  process.exit(2)
}
const wanted = kinds.filter((kind) => asked.length === 0 || asked.includes(kind))
const needsBrokers = wanted.some(
  (kind) => kind === 'real' || kind === 'browser' || kind === 'electron',
)

let brokers: Brokers | null = null
const runs: Record<Kind, () => Promise<KindResult>> = {
  check: runChecks,
  unit: () => runVitest('unit', 'unit', process.env, () => 'the test says so'),
  soak: runSoak,
  real: async () => {
    const clients = await prepareToolchains()
    const unavailable = [
      ...(brokers?.unavailable ?? []),
      ...clients.filter((one) => !one.available),
    ]
    return runVitest('real', 'real', { ...process.env, ...brokers?.env }, (name) => {
      const missing = unavailable.find((one) => name.includes(one.name))
      return missing === undefined ? 'the test says so' : `${missing.reason} ${missing.howTo}`
    })
  },
  browser: async () => {
    const chromium = await findChromium()
    if (!chromium.found) return skippedKind('browser', chromium.reason)
    const path = chromium.path === null ? {} : { SLUICE_CHROMIUM: chromium.path }
    await build(null)
    const env = { ...process.env, ...brokers?.env, ...path }
    return runPlaywright({ kind: 'browser', project: 'chromium', env, as: [] })
  },
  electron: async () => {
    const folder = await electronFolder()
    if (folder === null)
      return skippedKind(
        'electron',
        'Electron has no binary here. To get it: node node_modules/electron/install.js on a network that reaches its release host, or name a folder with one in ELECTRON_OVERRIDE_DIST_PATH.',
      )
    const desktop = await openDesktop(folder)
    if (!desktop.ready) return skippedKind('electron', desktop.reason)
    const older = await otherMajor(folder)
    try {
      await build(older)
      const env = { ...desktop.env, ...brokers?.env }
      return await runPlaywright({ kind: 'electron', project: 'electron', env, as: desktop.as })
    } finally {
      await desktop.close()
      // Built for another Electron: nobody should start that by accident.
      if (older !== null) await rm(join(root, 'out'), { recursive: true, force: true })
    }
  },
}

/** Builds for the Electron at hand when it is not the one of package.json. Throws what the build said. */
async function build(electronMajorVersion: string | null): Promise<void> {
  const env = { ...process.env }
  if (electronMajorVersion !== null) env.ELECTRON_MAJOR_VER = electronMajorVersion
  const built = await command(process.execPath, ['electron/launch.mjs', 'build'], {
    env,
    cwd: root,
  })
  if (built.code !== 0) throw new Error(`the build failed:\n${built.printed.slice(-3000)}`)
}

async function runKind(kind: Kind): Promise<KindResult> {
  const began = performance.now()
  console.log(`${kind} …`)
  try {
    return await runs[kind]()
  } catch (problem) {
    const why = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)
    return brokenKind(kind, why, performance.now() - began)
  }
}

const results: KindResult[] = []
const stop = async () => {
  await brokers?.stop()
  process.exit(130)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

for (const kind of wanted) {
  if (needsBrokers && brokers === null && kind !== 'check' && kind !== 'unit' && kind !== 'soak') {
    console.log('servers …')
    try {
      brokers = await startBrokers()
    } catch (problem) {
      results.push(
        brokenKind('servers', problem instanceof Error ? problem.message : String(problem), 0),
      )
      brokers = { env: { SLUICE_RABBITMQ_SERVERS: '[]' }, unavailable: [], stop: async () => {} }
    }
  }
  results.push(await runKind(kind))
}
await brokers?.stop()
console.log(summary(results))
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0
