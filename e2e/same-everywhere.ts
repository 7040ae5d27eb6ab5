/**
 * Whether a run's hash is the same wherever it runs: `node e2e/same-everywhere.ts [seeds]`, a thousand unless said. One bundle
 * of the simulation, on this Node, on Node 22 and 26 out of packages, and in Chromium. Ends with 1 when any two differ.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from './run/chromium.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const seeds = Number(process.argv[2] ?? 1000)
const nodeVersions = ['22', '26']

const folder = await mkdtemp(join(tmpdir(), 'sluice-same-'))
await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '#core': join(root, 'core') } },
  build: {
    outDir: folder,
    minify: false,
    lib: {
      entry: join(root, 'core/bench/hashes.ts'),
      formats: ['es'],
      fileName: () => 'hashes.mjs',
    },
  },
})
const bundle = join(folder, 'hashes.mjs')
const teller = join(folder, 'tell.mjs')
await writeFile(
  teller,
  `import { hashes } from './hashes.mjs'\nconsole.log(hashes(1, 1 + ${seeds}).join('\\n'))\n`,
)

const found = new Map<string, string>()
found.set(`Node ${process.versions.node}`, await told(process.execPath))
for (const version of nodeVersions) {
  const node = await nodeOf(version)
  const { stdout } = await run(node, ['--version'])
  found.set(`Node ${stdout.trim().slice(1)}`, await told(node))
}
const browser = await findChromium()
if (browser.found) found.set(...(await inChromium(browser.path)))
else console.log(`skipped: Chromium. ${browser.reason}`)
await rm(folder, { recursive: true })

const wanted = [...found.values()][0]!
let differ = 0
for (const [name, hashes] of found) {
  const lines = hashes.split('\n')
  const others = lines.filter((hash, at) => hash !== wanted.split('\n')[at]).length
  differ += others
  console.log(
    `${name.padEnd(24)} ${lines.length} hashes, ${new Set(lines).size} distinct, ${others} unlike the first`,
  )
}
console.log(
  `${seeds} seeds on ${found.size} engines: ${differ === 0 ? 'all equal' : `${differ} differ`}`,
)
if (differ > 0) process.exitCode = 1

async function told(node: string): Promise<string> {
  const { stdout } = await run(node, [teller], { maxBuffer: 2 ** 26 })
  return stdout.trim()
}

/** A Node out of its npm package, kept for the next time. */
async function nodeOf(version: string): Promise<string> {
  const home = join(homedir(), '.cache', 'sluice-nodes', version)
  const node = join(home, 'node_modules', 'node', 'bin', 'node')
  await mkdir(home, { recursive: true })
  await writeFile(
    join(home, 'package.json'),
    '{ "private": true, "allowScripts": { "node": true } }',
  )
  await run('npm', ['install', '--no-audit', '--no-fund', `node@${version}`], { cwd: home })
  return node
}

async function inChromium(path: string | null): Promise<[string, string]> {
  const browser = await chromium.launch({
    ...(path === null ? {} : { executablePath: path }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    const text = await readFile(bundle, 'utf8')
    const hashes = await page.evaluate(
      async ({ source, count }) => {
        const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
        const module: { hashes(from: number, to: number): string[] } = await import(url)
        return module.hashes(1, 1 + count)
      },
      { source: text, count: seeds },
    )
    return [`Chromium ${browser.version()}`, hashes.join('\n')]
  } finally {
    await browser.close()
  }
}
