/** Running one program to its end. */
import { spawn } from 'node:child_process'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly timeoutMs?: number
}

/** What `file` wrote to standard output; rejects with its last words when it fails. */
export function run(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env,
      timeout: options.timeoutMs ?? 300_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-4000)
    })
    child.once('error', (problem) => reject(new Error(`${file} did not start: ${problem.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(out)
      else {
        const said = (words.trim() || out.trim().slice(-2000)).trim()
        reject(new Error(`${file} ended with ${signal ?? code}: ${said}`))
      }
    })
  })
}
