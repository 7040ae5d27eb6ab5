/** Everything the desktop journeys need: Electron's binary, a screen, and somebody who is not root. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exists } from '../servers/debian.ts'
import { bin, command, root } from './command.ts'
import { installPackages } from './packages.ts'

/** What Electron is linked against, beyond a bare Debian. */
const libraries =
  'libglib2.0-0 libnss3 libnspr4 libatk1.0-0 libatk-bridge2.0-0 libatspi2.0-0 libcups2 libdbus-1-3 libdrm2 libgtk-3-0 libpango-1.0-0 libcairo2 libx11-6 libxcomposite1 libxdamage1 libxext6 libxfixes3 libxrandr2 libxcb1 libxkbcommon0 libgbm1 libexpat1 libasound2'
const testUser = 'sluice-test'

export interface Desktop {
  readonly ready: true
  readonly env: NodeJS.ProcessEnv
  readonly as: readonly string[]
  close(): Promise<void>
}
export type FoundDesktop = Desktop | { readonly ready: false; readonly reason: string }

/** The folder of an Electron: the one given, or npm's own. Null when there is none. */
export async function electronFolder(): Promise<string | null> {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return (await exists(join(given, binaryName))) ? given : null
  const own = join(root, 'node_modules/electron')
  const installed = join(own, 'dist')
  if (!(await exists(join(installed, binaryName))) && (await exists(join(own, 'install.js'))))
    await command(process.execPath, [join(own, 'install.js')], { timeoutMs: 120_000 })
  return (await exists(join(installed, binaryName))) ? installed : null
}

const binaryName = process.platform === 'win32' ? 'electron.exe' : 'electron'

/** The major version of the Electron in `folder` when it is not the one the app is built for, else null. */
export async function otherMajor(folder: string): Promise<string | null> {
  const major = (text: string) => /^v?(\d+)\./.exec(text.trim())?.[1] ?? null
  const actual = major(await readFile(join(folder, 'version'), 'utf8').catch(() => ''))
  const manifest: unknown = JSON.parse(
    await readFile(join(root, 'node_modules/electron/package.json'), 'utf8'),
  )
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return actual !== null && hasVersion && actual !== major(String(manifest.version)) ? actual : null
}

/** Prepares a screen and a user; close it after the run. */
export async function openDesktop(folder: string): Promise<FoundDesktop> {
  const env: NodeJS.ProcessEnv = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder }
  if (process.platform !== 'linux') return { ready: true, env, as: [], close: async () => {} }
  const missing = await missingLibraries(folder)
  if (missing !== null) return { ready: false, reason: missing }
  const screen = await openScreen(env)
  if (typeof screen === 'string') return { ready: false, reason: screen }
  if (process.getuid?.() !== 0) return { ready: true, env, as: [], close: screen.close }
  const user = await asOrdinaryUser(folder, env)
  if (typeof user === 'string') {
    await screen.close()
    return { ready: false, reason: user }
  }
  return {
    ready: true,
    env,
    as: user.as,
    close: async () => {
      await screen.close()
      await user.close()
    },
  }
}

async function missingLibraries(folder: string): Promise<string | null> {
  const lacks = async () =>
    /not found/.test((await command('ldd', [join(folder, 'electron')])).printed)
  if (!(await lacks())) return null
  const how = await installPackages(libraries.split(' '))
  return how === null && !(await lacks())
    ? null
    : `Electron lacks system libraries. To get them: ${how ?? 'see ldd'}.`
}

interface Screen {
  close(): Promise<void>
}

/** The display there is, or an X server of our own without one. */
async function openScreen(env: NodeJS.ProcessEnv): Promise<Screen | string> {
  const isRoot = process.getuid?.() === 0
  if (env.DISPLAY && !isRoot) return { close: async () => {} }
  if (!(await exists('/usr/bin/Xvfb'))) {
    const how = await installPackages(['xvfb', 'xauth'])
    if (!(await exists('/usr/bin/Xvfb')))
      return `There is no screen and no Xvfb. To get one: ${how ?? 'install xvfb'}.`
  }
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await displayNumber(server)
  if (number === null) return 'Xvfb did not start, so there is no screen.'
  env.DISPLAY = `:${number}`
  delete env.WAYLAND_DISPLAY
  return { close: () => ended(server) }
}

function displayNumber(server: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let text = ''
    const late = setTimeout(resolve, 15_000, null)
    const end = (number: string | null) => {
      clearTimeout(late)
      resolve(number)
    }
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) end(text.trim())
    })
    server.once('error', () => end(null))
    server.once('exit', () => end(null))
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  return exit
}

/**
 * As root Electron runs only without its sandbox, and that is not what ships. So a user without rights runs the
 * journeys, with a copy of Electron they can read.
 */
async function asOrdinaryUser(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly as: readonly string[]; close(): Promise<void> } | string> {
  const known = await command('id', ['-u', testUser])
  if (known.code !== 0) {
    const made = await command('useradd', [
      '--system',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      testUser,
    ])
    if (made.code !== 0)
      return 'Electron cannot run as root with its sandbox, and no user could be created; run the tests as an ordinary user.'
  }
  const uid = Number((await command('id', ['-u', testUser])).printed.trim())
  const gid = Number((await command('id', ['-g', testUser])).printed.trim())
  const as = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--',
  ]
  const [program = 'setpriv', ...words] = as
  const home = await mkdtemp(join(tmpdir(), 'sluice-desktop-'))
  await chown(home, uid, gid)
  const close = () => rm(home, { recursive: true, force: true })
  const copy = join(home, 'electron')
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
  await chmod(home, 0o755)
  for (const file of [join(root, 'package.json'), bin('playwright'), process.execPath, copy]) {
    const { code } = await command(program, [...words, 'test', '-r', file])
    if (code === 0) continue
    await close()
    return `The user ${testUser} may not read ${file}; run the tests as an ordinary user, or from a folder others can read.`
  }
  env.ELECTRON_OVERRIDE_DIST_PATH = copy
  env.HOME = home
  env.XDG_CONFIG_HOME = join(home, 'config')
  env.XDG_CACHE_HOME = join(home, 'cache')
  env.XDG_RUNTIME_DIR = home
  env.TMPDIR = home
  return { as, close }
}
