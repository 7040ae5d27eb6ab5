/** What a process holds in memory, as the system sees it. */
import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const settleMs = 2000
const samples = 5

/** Bytes resident after it has come to rest: the least of some samples. */
export async function residentBytes(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let sample = 0; sample < samples; sample++) {
    await pause(settleMs / samples)
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
    least = Math.min(least, Number(stdout) * 1024)
  }
  return least
}
