import { implement } from '@orpc/server'
import { parseAmqpUri } from '#core/connectors/rabbitmq/uri.ts'
import { contract } from '#core/contract/contract.ts'
import { plain } from '#core/host/plain.ts'
import type { SessionParts } from '#core/host/session.ts'

export function connectionCalls({ connections, gate }: SessionParts) {
  const on = implement(contract.connection)
  return on.router({
    list: on.list.handler(async () => plain(await connections.list())),
    save: on.save.handler(async ({ input: { profile, password, over } }) =>
      plain(await connections.save(profile, password, over)),
    ),
    remove: on.remove.handler(async ({ input: { id } }) => {
      await connections.remove(id)
      return {}
    }),
    test: on.test.handler(async function* ({ input: { profile, password }, signal }) {
      for await (const step of connections.test(profile, password, signal ?? never)) {
        yield plain(step)
      }
    }),
    open: on.open.handler(async ({ input: { id }, signal }) => {
      const broker = await connections.open(id, signal)
      return plain(await broker.overview())
    }),
    close: on.close.handler(async ({ input: { id } }) => {
      await connections.close(id)
      return {}
    }),
    unlock: on.unlock.handler(async ({ input: { id, name } }) => {
      const profile = await connections.profile(id)
      gate.unlock(id, profile.name, name)
      return plain(await connections.entry(profile))
    }),
    lock: on.lock.handler(async ({ input: { id } }) => {
      const profile = await connections.profile(id)
      gate.lock(id)
      return plain(await connections.entry(profile))
    }),
    parseUri: on.parseUri.handler(({ input: { uri } }) => plain(parseAmqpUri(uri))),
  })
}

const never = new AbortController().signal
