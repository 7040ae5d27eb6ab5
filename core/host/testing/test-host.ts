/** A host in a private folder, for tests. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHost } from '#core/host/host.ts'
import type { Host } from '#core/host/session.ts'

export const shippedFolder = fileURLToPath(new URL('../../scenarios', import.meta.url))
export const engineEntry = new URL('../engine-worker.ts', import.meta.url)
export const fidelityEntry = new URL('../fidelity-worker.ts', import.meta.url)

export const testFolder = (): string => mkdtempSync(join(tmpdir(), 'sluice-test-'))

export const testHost = (workspace = testFolder()): Host =>
  createHost({
    about: { version: '0.0.0', shell: 'browser', platform: 'test' },
    scenarios: shippedFolder,
    workspace,
    fidelityEntry,
  })
