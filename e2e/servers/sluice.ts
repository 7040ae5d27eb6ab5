/** The simulated broker as a process of its own: `sluice serve`. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const readyWithinMs = 20_000

export interface Served {
  readonly url: string
  readonly pid: number
  close(): Promise<void>
}

/** Starts `sluice serve` on a free port; rejects with its words when it does not get ready. */
export async function serveSluice(more: readonly string[] = []): Promise<Served> {
  const child = spawn(
    process.execPath,
    [join(root, 'electron/cli.ts'), 'serve', '--amqp', '0', '--json', ...more],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const close = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(kill, 5000)
    await ended
    clearTimeout(timer)
    process.off('exit', kill)
  }
  try {
    return { url: await addressOf(child), pid: child.pid!, close }
  } catch (problem) {
    await close()
    throw problem
  }
}

/** The address in its ready line. */
function addressOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`sluice serve ${why}: ${said.trim()}`))
    const timer = setTimeout(() => fail('was not ready in time'), readyWithinMs)
    const hear = (text: string) => {
      said += text
      const [line, rest] = said.split('\n')
      if (line === undefined || rest === undefined) return
      clearTimeout(timer)
      try {
        const { url }: { url: string } = JSON.parse(line)
        resolve(`${url}/%2F`)
      } catch {
        fail('said something else than its address')
      }
    }
    child.stdout?.setEncoding('utf8').on('data', hear)
    child.stderr?.setEncoding('utf8').on('data', hear)
    child.once('error', ({ message }) => fail(`did not start (${message})`))
    child.once('close', (code) => fail(`ended with ${code}`))
  })
}
