/** Starts the browser shell as a user would, reads the one-time address it prints, and ends it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface BrowserShell {
  readonly address: string
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('../electron/web.ts', import.meta.url))

/** Fails with what the shell printed when it ends before it printed an address. */
export async function startBrowserShell(workspace: string): Promise<BrowserShell> {
  const shell = spawn(process.execPath, [entry, '--no-open', '--workspace', workspace], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /http:\/\/\S+#token=\S+/.exec(printed)
      if (found) resolve(found[0])
    }
    shell.stdout.on('data', read)
    shell.stderr.on('data', read)
    shell.once('exit', (code) =>
      reject(new Error(`the browser shell ended with ${code}: ${printed}`)),
    )
  })
  return {
    address,
    stop: () =>
      new Promise((resolve) => {
        if (shell.exitCode !== null) return resolve()
        shell.once('exit', () => resolve())
        shell.kill('SIGTERM')
      }),
  }
}
