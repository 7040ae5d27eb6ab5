/**
 * What every npm script runs. Plain JavaScript for any Node from 20.19 on, with nothing installed yet: it installs what
 * is missing, then goes on under the Node that the app is built for.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const isWindows = process.platform === 'win32'
/** The pinned Node of the `node` package. */
const node = join(modules, 'node', 'bin', isWindows ? 'node.exe' : 'node')

const [task = 'start', ...words] = process.argv.slice(2)

const tasks = {
  start: async () => {
    await buildWhenStale()
    const reason = reasonForBrowser()
    const electron = reason === null ? await electronBinary() : null
    if (electron !== null) return run(electron, [root, ...words])
    say(
      `${reason ?? 'Electron is not installed and could not be fetched.'} Opening in the browser instead.`,
    )
    return run(node, ['electron/web.ts', ...words])
  },
  web: async () => {
    await buildWhenStale()
    return run(node, ['electron/web.ts', ...words])
  },
  dev: () => dev(),
  sluice: () => run(node, ['electron/cli.ts', ...words]),
  test: () => run(node, ['e2e/test.ts', ...words]),
  bench: () => run(node, ['core/bench/main.ts', ...words]),
  'bench:endpoint': () => run(node, ['core/bench/endpoint/main.ts', ...words]),
  properties: () => properties(),
  coverage: () => run(node, ['e2e/coverage.ts', ...words]),
  build: () => tool('electron-vite', ['build', ...words]),
  dist: async () => {
    await stopOnFailure(tool('electron-vite', ['build']))
    return tool('electron-builder', words)
  },
  check: async () => {
    await stopOnFailure(tool('biome', ['check', '--error-on-warnings', '.']))
    for (const room of ['core', 'electron', 'renderer', 'e2e']) {
      await stopOnFailure(tool('tsc', ['-p', `${room}/tsconfig.json`]))
    }
    const rooms = ['core', 'electron', 'renderer', 'e2e']
    return tool('depcruise', [...rooms, '--config', '.dependency-cruiser.mjs'])
  },
}

if (!Object.hasOwn(tasks, task)) {
  say(`There is no task "${task}". There are: ${Object.keys(tasks).join(', ')}.`)
  process.exit(2)
}
await installWhenStale()
process.exit(await tasks[task]())

/** `npm run properties -- --runs 20000 [--seed N]`: the engine's random properties, more often than in the tests. */
function properties() {
  const wordAfter = (name) => words[words.indexOf(`--${name}`) + 1] ?? ''
  const runs = words.includes('--runs') ? wordAfter('runs') : '20000'
  const seed = words.includes('--seed') ? wordAfter('seed') : null
  if (![runs, seed ?? '0'].every((word) => /^\d{1,9}$/.test(word))) {
    say('properties takes --runs and --seed, whole numbers: npm run properties -- --runs 20000')
    return 2
  }
  const env = { ...process.env, SLUICE_PROPERTY_RUNS: runs }
  if (seed !== null) env.SLUICE_PROPERTY_SEED = seed
  const rooms = ['core/engine/reference', 'core/engine/queue/quorum.properties.test.ts']
  return tool('vitest', ['run', '--project', 'unit', '--maxWorkers=100%', ...rooms], { env })
}

/** Installs when there is nothing, or when the lock file says something newer. */
async function installWhenStale() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(modules, '.installed-lock.sha256')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  if (existsSync(node) && !existsSync(stamp) && isNewer(join(modules, '.package-lock.json'))) {
    writeFileSync(stamp, lock)
    return
  }
  say('Installing what Sluice needs. This takes about a minute, once.')
  // What npm says goes to stderr: standard output belongs to the task.
  const code = await run(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      stdio: ['ignore', process.stderr, process.stderr],
      shell: isWindows,
    },
  )
  if (code !== 0) {
    say('The installation failed. Sluice needs the network for it, once.')
    process.exit(code)
  }
  writeFileSync(stamp, lock)
}

/** True when npm installed after the lock file was written, by whatever command. */
function isNewer(installed) {
  const lock = statSync(join(root, 'package-lock.json')).mtimeMs
  return existsSync(installed) && statSync(installed).mtimeMs >= lock
}

/** Builds when any source is newer than what is built. */
async function buildWhenStale() {
  const outputs = ['out/main/main.cjs', 'out/preload/preload.cjs', 'out/renderer/index.html']
  const sources = ['core', 'electron', 'renderer', 'package-lock.json', 'electron.vite.config.ts']
  const builtMs = Math.min(...outputs.map((file) => changedMs(join(root, file))))
  const isFresh = sources.every((source) => newestMs(join(root, source)) <= builtMs)
  if (isFresh) return
  say('Building.')
  await stopOnFailure(
    tool('electron-vite', ['build', '--logLevel', 'warn'], {
      stdio: ['ignore', process.stderr, process.stderr],
    }),
  )
}

function changedMs(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0
}

function newestMs(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((ms, name) => Math.max(ms, newestMs(join(path, name))), 0)
}

/** Electron's binary: the one given, the one installed, or the one its own package can fetch; null when there is none. */
async function electronBinary() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return join(given, isWindows ? 'electron.exe' : 'electron')
  const folder = join(modules, 'electron')
  const found = () => {
    const path = join(folder, 'path.txt')
    const binary = existsSync(path) ? join(folder, 'dist', readFileSync(path, 'utf8')) : ''
    return existsSync(binary) ? binary : null
  }
  if (found() === null && existsSync(join(folder, 'install.js'))) {
    await run(node, [join(folder, 'install.js')], { stdio: 'ignore' })
  }
  return found()
}

/** Why a window cannot open here, in one sentence, or null when it can. */
function reasonForBrowser() {
  if (process.getuid?.() === 0) return 'As root, Electron would have to run without its sandbox.'
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasScreen = process.platform === 'darwin' || isWindows || DISPLAY || WAYLAND_DISPLAY
  return hasScreen ? null : 'There is no screen here.'
}

/** The page is rebuilt at every change and shown at the next reload; the engine starts from its sources anyway. */
async function dev() {
  await buildWhenStale()
  const rebuild = new AbortController()
  const watching = tool('electron-vite', ['build', '--mode', 'watch'], { signal: rebuild.signal })
  const code = await run(node, ['electron/web.ts', '--live', ...words])
  rebuild.abort()
  await watching
  return code
}

/** Runs a tool of node_modules under the pinned Node, whatever `node` is on the path. */
function tool(name, args, options) {
  const manifest = JSON.parse(readFileSync(join(modules, packageOf(name), 'package.json'), 'utf8'))
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name]
  return run(node, [join(modules, packageOf(name), bin), ...args], options)
}

function packageOf(tool) {
  const packages = { biome: '@biomejs/biome', tsc: 'typescript', depcruise: 'dependency-cruiser' }
  return packages[tool] ?? tool
}

/** Runs a command to its end and passes signals on. Resolves with its exit code. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const end = (code) => {
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.on('error', (error) => {
      if (error.name !== 'AbortError') say(error.message)
      end(127)
    })
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

async function stopOnFailure(result) {
  const code = await result
  if (code !== 0) process.exit(code)
}

/** One line for the person; standard output stays the task's own. */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
