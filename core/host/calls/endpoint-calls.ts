import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import { plain } from '#core/host/plain.ts'
import type { SessionParts } from '#core/host/session.ts'

export function endpointCalls({ engine }: SessionParts) {
  const on = implement(contract.endpoint)
  return on.router({
    describe: on.describe.handler(async () => plain(await engine.call('endpoint', {}))),
    open: on.open.handler(async ({ input }) => plain(await engine.call('openEndpoint', input))),
    close: on.close.handler(async () => plain(await engine.call('closeEndpoint', {}))),
    cut: on.cut.handler(async ({ input }) => plain(await engine.call('cutClient', input))),
    hinder: on.hinder.handler(async ({ input }) => plain(await engine.call('hinderClient', input))),
  })
}
