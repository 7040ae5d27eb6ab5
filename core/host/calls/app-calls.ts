import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import type { SessionParts } from '#core/host/session.ts'

export function appCalls({ host }: SessionParts) {
  const on = implement(contract.app)
  return on.router({
    about: on.about.handler(() => ({
      name: 'Sluice' as const,
      ...host.about,
      notices: [...host.workspace.notices],
    })),
  })
}
