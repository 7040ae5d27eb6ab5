/** The browser shell: `node electron/web.ts [--port N] [--no-open] [--workspace DIR] [--live]`. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createHost, openSession } from '#core/host/host.ts'
import { openInBrowser } from './open-in-browser.ts'
import { readPageFiles } from './page-files.ts'
import { startWebShell } from './web-server.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'out', 'renderer')
const engineEntry = new URL('../core/host/engine-worker.ts', import.meta.url)
const fidelityEntry = new URL('../core/host/fidelity-worker.ts', import.meta.url)

const { port, workspace, isOpened, isLive } = readArguments()
if (!existsSync(join(built, 'index.html'))) stop('The page is not built yet. Run: npm run web')

const files = readPageFiles(built)
const host = createHost({
  about: { version: readVersion(), shell: 'browser', platform: process.platform },
  scenarios: join(root, 'core', 'scenarios'),
  workspace,
  fidelityEntry,
})
const report = (error: unknown) => console.error(error)

const shell = await startWebShell({
  files: isLive ? () => readPageFiles(built) : () => files,
  port,
  open: (wire, sendFrame) => openSession(host, engineEntry, { wire, sendFrame }, report),
}).catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return stop(isTaken ? `Port ${port} is taken. Choose another with --port.` : String(error))
})

console.log(`Sluice is at ${shell.address}`)
console.log('The address is yours alone. Press Ctrl-C to stop.')
const forget = isOpened ? openInBrowser(shell.address) : () => {}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    forget()
    void shell.close().finally(() => process.exit(0))
  })
}

interface Arguments {
  readonly port: number
  readonly workspace: string
  readonly isOpened: boolean
  /** Serve the page as it is rebuilt. */
  readonly isLive: boolean
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        live: { type: 'boolean', default: false },
        workspace: { type: 'string', default: defaultWorkspace() },
      },
    })
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) {
      return stop('--port takes a number from 0 to 65535.')
    }
    return {
      port: Number(values.port),
      workspace: values.workspace,
      isOpened: !values['no-open'],
      isLive: values.live,
    }
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error))
  }
}

/** Where each system keeps what an application saves for its user. */
function defaultWorkspace(): string {
  const { APPDATA, XDG_DATA_HOME } = process.env
  if (process.platform === 'win32') return join(APPDATA ?? homedir(), 'Sluice')
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Sluice')
  }
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'sluice')
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return (manifest as { version: string }).version
}

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
