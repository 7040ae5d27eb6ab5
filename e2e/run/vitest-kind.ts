/** One vitest project, counted from its JSON report. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { bin, command } from './command.ts'
import { brokenKind, type KindResult, type Skip } from './kind-result.ts'

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** `whySkipped` gives the reason of a skipped test by its full name. */
export async function runVitest(
  kind: string,
  project: string,
  env: NodeJS.ProcessEnv,
  whySkipped: (fullName: string) => string,
): Promise<KindResult> {
  const began = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-vitest-'))
  const file = join(folder, 'report.json')
  try {
    const ended = await command(
      bin('vitest'),
      ['run', '--project', project, '--reporter=json', `--outputFile=${file}`, '--passWithNoTests'],
      { env },
    )
    const tookMs = performance.now() - began
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) return brokenKind(kind, `vitest wrote no report.\n${ended.printed}`, tookMs)
    const { testResults } = report.parse(JSON.parse(text))
    const failures: string[] = []
    const skips: Skip[] = []
    let passed = 0
    for (const suite of testResults) {
      for (const test of suite.assertionResults) {
        if (test.status === 'passed') passed++
        else if (test.status === 'failed')
          failures.push(
            `${test.fullName}\n${(test.failureMessages ?? []).join('\n').slice(0, 1500)}`,
          )
        else skips.push({ name: test.fullName, reason: whySkipped(test.fullName) })
      }
      const brokeAsAWhole =
        suite.status === 'failed' &&
        !suite.assertionResults.some(({ status }) => status === 'failed')
      if (brokeAsAWhole) failures.push(`${suite.name}\n${(suite.message ?? '').slice(0, 1500)}`)
    }
    if (ended.code !== 0 && failures.length === 0)
      failures.push(`vitest ended with ${ended.code}\n${ended.printed.slice(-1500)}`)
    return {
      kind,
      passed,
      failed: failures.length,
      skipped: skips.length,
      tookMs,
      failures,
      skips,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
