import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import type { SessionParts } from '#core/host/session.ts'

export function fidelityCalls({ host }: SessionParts) {
  const on = implement(contract.fidelity)
  return on.router({
    table: on.table.handler(() => host.fidelity.table()),
    transcripts: on.transcripts.handler(({ input }) => host.fidelity.transcripts(input.name)),
  })
}
