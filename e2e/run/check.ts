/** Formatting, lint, types of every room, and who imports whom: one test each. */
import { bin, command } from './command.ts'
import type { KindResult } from './kind-result.ts'

const rooms = ['core', 'electron', 'renderer', 'e2e'] as const

const checks: readonly (readonly [name: string, tool: string, args: readonly string[]])[] = [
  ['format and lint', 'biome', ['check', '--error-on-warnings', '.']],
  ...rooms.map((room) => [`types of ${room}`, 'tsc', ['-p', `${room}/tsconfig.json`]] as const),
  ['imports', 'depcruise', [...rooms, '--config', '.dependency-cruiser.mjs']],
]

export async function runChecks(): Promise<KindResult> {
  const began = performance.now()
  const failures: string[] = []
  for (const [name, tool, args] of checks) {
    const { code, printed } = await command(bin(tool), args)
    if (code !== 0) failures.push(`${name}\n${printed.trim().slice(-3000)}`)
  }
  return {
    kind: 'check',
    passed: checks.length - failures.length,
    failed: failures.length,
    skipped: 0,
    tookMs: performance.now() - began,
    failures,
    skips: [],
  }
}
