/** One process at a time in a folder: making a folder is atomic on every file system. */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than any install takes: then the owner is gone, whatever runs under its number now. */
const forgottenMs = 15 * 60_000

/** Runs `work` while holding `<folder>.lock`; a lock whose owner is gone is taken over. */
export async function withLock<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = `${folder}.lock`
  await mkdir(dirname(folder), { recursive: true })
  while (!(await taken(lock))) await pause(200)
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

async function taken(lock: string): Promise<boolean> {
  const owner = join(lock, 'pid')
  try {
    await mkdir(lock)
    await writeFile(owner, String(process.pid))
    // Another that took the old lock for abandoned may have removed this one.
    await pause(50)
    return (await readFile(owner, 'utf8').catch(() => '')) === String(process.pid)
  } catch (problem) {
    if (!isCode(problem, 'EEXIST')) throw problem
  }
  const pid = Number(await readFile(owner, 'utf8').catch(() => 'NaN'))
  const sinceMs = Date.now() - (await stat(lock).then(({ mtimeMs }) => mtimeMs, Date.now))
  const isGone = Number.isInteger(pid) && pid > 0 && !isAlive(pid)
  if (isGone || sinceMs > forgottenMs) await rm(lock, { recursive: true, force: true })
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return isCode(problem, 'EPERM')
  }
}

function isCode(problem: unknown, code: string): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === code
}
