/** Running a tool of this repository and watching it. */
import { type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

export interface Ended {
  readonly code: number
  /** The last part of everything it printed. */
  readonly printed: string
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly timeoutMs?: number
  /** Pass what it prints on, or only keep it. */
  readonly show?: boolean
}

const keptCharacters = 200_000

/** Runs to the end, whatever the end is; a program that cannot start ends with 127. */
export function command(
  file: string,
  args: readonly string[],
  { env = process.env, cwd = root, timeoutMs = 900_000, show = false }: CommandOptions = {},
): Promise<Ended> {
  const options: SpawnOptions = { cwd, env, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] }
  return new Promise((resolve) => {
    const child = spawn(file, args, options)
    let printed = ''
    const keep = (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-keptCharacters)
      if (show) process.stdout.write(chunk)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (problem) => resolve({ code: 127, printed: problem.message }))
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 1,
        printed: signal === null ? printed : `${printed}\nended by ${signal}`,
      }),
    )
  })
}
