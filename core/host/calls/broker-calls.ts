import { implement } from '@orpc/server'
import { contract } from '#core/contract/contract.ts'
import { plain } from '#core/host/plain.ts'
import type { SessionParts } from '#core/host/session.ts'
import { part } from '#core/host/tell.ts'

/** Reading is allowed under the read-only lock; a look too, because its price was declared. Whatever else changes a broker asks the gate first. */
export function brokerCalls({ connections, gate, prices }: SessionParts) {
  const on = implement(contract.broker)
  return on.router({
    queues: on.queues.handler(async ({ input: { id } }) =>
      plain(await connections.ask(id, part('listingQueues'), (broker) => broker.queues())),
    ),
    exchanges: on.exchanges.handler(async ({ input: { id } }) =>
      plain(await connections.ask(id, part('listingExchanges'), (broker) => broker.exchanges())),
    ),
    queue: on.queue.handler(async ({ input: { id, ...address } }) =>
      plain(
        await connections.ask(id, part('reading', { queue: address.queue }), (broker) =>
          broker.queue(address),
        ),
      ),
    ),
    priceLook: on.priceLook.handler(async ({ input: { id, count, ...address } }) => {
      const price = await connections.ask(id, part('pricing', { queue: address.queue }), (broker) =>
        broker.priceLook(address, count),
      )
      prices.declare(id, address, price)
      return plain(price)
    }),
    look: on.look.handler(async ({ input: { id, price, ...address } }) => {
      prices.demandDeclared(id, address, price)
      return plain(
        await connections.ask(id, part('looking', { queue: address.queue }), (broker) =>
          broker.look(address, price),
        ),
      )
    }),
    body: on.body.handler(async ({ input: { id, position, ...address } }) =>
      plain(
        await connections.ask(id, part('readingBody', { queue: address.queue }), (broker) =>
          broker.body(address, position),
        ),
      ),
    ),
    publish: on.publish.handler(async ({ input: { id, ...request } }) => {
      gate.demandUnlocked(id, (await connections.profile(id)).name)
      return plain(
        await connections.ask(id, part('publishing'), (broker) => broker.publish(request)),
      )
    }),
  })
}
