import { failuresOf, isCircle, withOneMore } from './deaths.ts'
import { enqueue } from './queues.ts'
import { route } from './routing.ts'
import type { World } from './world.ts'

/** Sends every dead letter on, and those that these displace. [semantics A9] */
export function bury(world: World): void {
  for (let dead = world.dead.shift(); dead; dead = world.dead.shift()) {
    const { message, from, reason } = dead
    const { deadLetterExchange, deadLetterRoutingKey } = from.args
    const exchange = deadLetterExchange!
    const deaths = withOneMore(world, message, from, reason)
    const isKeyed = deadLetterRoutingKey !== null
    const key = deadLetterRoutingKey ?? message.key
    const copyKeys = isKeyed ? [] : message.copyKeys
    const losesCc = isKeyed && world.rules.losesCc
    const headers = {
      fields: message.headers.fields.filter(([name]) => !(losesCc && name === 'CC')),
    }
    const keys = [key, ...copyKeys, ...(isKeyed ? [] : message.blindKeys)]
    for (const queue of route(world, exchange, keys, isKeyed ? headers : message.headers)) {
      if (isCircle(deaths, queue.spec.name)) continue
      const letter = { ...message, exchange, key, headers, copyKeys, blindKeys: [], deaths }
      enqueue(world, queue, {
        ...letter,
        expirationMs: null,
        firstDeath: message.firstDeath ?? deaths[0]!,
        brought: failuresOf(message),
      })
    }
  }
}
