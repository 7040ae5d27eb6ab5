/** One Playwright project, counted from its JSON report. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { bin, command, root } from './command.ts'
import { brokenKind, type KindResult, type Skip } from './kind-result.ts'

interface Suite {
  readonly title: string
  readonly suites?: readonly Suite[] | undefined
  readonly specs?: readonly z.infer<typeof spec>[] | undefined
}
const spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      annotations: z
        .array(z.object({ type: z.string(), description: z.string().optional() }))
        .optional(),
      results: z.array(
        z.object({ errors: z.array(z.object({ message: z.string().optional() })).optional() }),
      ),
    }),
  ),
})
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    suites: z.array(suite).optional(),
    specs: z.array(spec).optional(),
  }),
)
const report = z.object({
  suites: z.array(suite),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
})

export interface PlaywrightRun {
  readonly kind: string
  readonly project: 'chromium' | 'electron'
  readonly env: NodeJS.ProcessEnv
  /** Words put before the command, to run it as somebody else. */
  readonly as: readonly string[]
}

export async function runPlaywright({
  kind,
  project,
  env,
  as,
}: PlaywrightRun): Promise<KindResult> {
  const began = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-playwright-'))
  // Whoever runs the tests must be able to write here.
  await chmod(folder, 0o777)
  const file = join(folder, 'report.json')
  const output = as.length > 0 ? join(folder, 'results') : join(root, 'test-results', project)
  const words = [
    process.execPath,
    bin('playwright'),
    'test',
    ...['--config', 'e2e/playwright.config.ts'],
    ...['--project', project],
    ...['--output', output],
  ]
  const [program = process.execPath, ...args] = [...as, ...words]
  try {
    const ended = await command(program, args, {
      env: { ...env, SLUICE_REPORT: file, PWTEST_CACHE_DIR: join(folder, 'cache') },
      timeoutMs: 600_000,
    })
    const tookMs = performance.now() - began
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null)
      return brokenKind(kind, `Playwright wrote no report.\n${ended.printed}`, tookMs)
    const { suites, errors } = report.parse(JSON.parse(text))
    const counted = { passed: 0, failures: [] as string[], skips: [] as Skip[] }
    for (const top of suites) count(top, [], counted)
    for (const { message } of errors ?? [])
      counted.failures.push((message ?? 'error').slice(0, 1500))
    if (ended.code !== 0 && counted.failures.length === 0)
      counted.failures.push(`Playwright ended with ${ended.code}\n${ended.printed.slice(-1500)}`)
    return {
      kind,
      passed: counted.passed,
      failed: counted.failures.length,
      skipped: counted.skips.length,
      tookMs,
      failures: counted.failures,
      skips: counted.skips,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function count(
  from: Suite,
  path: readonly string[],
  into: { passed: number; readonly failures: string[]; readonly skips: Skip[] },
): void {
  const here = [...path, from.title].filter((title) => title !== '')
  for (const inner of from.suites ?? []) count(inner, here, into)
  for (const one of from.specs ?? []) {
    const name = [...here, one.title].join(' › ')
    for (const test of one.tests) {
      if (test.status === 'expected') into.passed++
      else if (test.status === 'skipped') {
        const said = test.annotations?.find(({ type }) => type === 'skip')?.description
        into.skips.push({ name, reason: said ?? 'the test gives no reason' })
      } else {
        const words = test.results
          .flatMap(({ errors }) => errors ?? [])
          .map((error) => error.message ?? '')
        into.failures.push(`${name}\n${words.join('\n').slice(0, 2000)}`)
      }
    }
  }
}
