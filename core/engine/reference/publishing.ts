import { lookAfter } from './after.ts'
import { bury } from './letters.ts'
import { enqueue } from './queues.ts'
import { route } from './routing.ts'
import { settleEach, settleOne } from './settling.ts'
import type { Channel, Content, Queue, Reason, Settlement, World } from './world.ts'

/** What a publish comes to. */
export type Published = 'routed' | 'refused' | 'unroutable' | 'no exchange' | 'forbidden' | 'held'

/** basic.publish; on a transactional channel it is routed now and enqueued by the commit. [semantics A1, A2] */
export function publish(
  world: World,
  on: Channel,
  exchange: string,
  content: Content,
  mandatory: boolean,
): Published {
  const to = world.exchanges.find(({ name }) => name === exchange)
  if (exchange !== '' && to === undefined) return 'no exchange'
  if (to?.internal) return 'forbidden'
  const keys = [content.key, ...content.copyKeys, ...content.blindKeys]
  const queues = route(world, exchange, keys, content.headers)
  if (on.transaction === null) return place(world, on, content, exchange, queues, mandatory)
  on.transaction.publishes.push({ content, exchange, queues, mandatory })
  return 'held'
}

function place(
  world: World,
  on: Channel,
  content: Content,
  exchange: string,
  queues: readonly Queue[],
  mandatory: boolean,
): Published {
  const id = ++world.messages
  const fresh = { deaths: [], firstDeath: null, brought: 0 }
  let isRefused = false
  for (const queue of queues) {
    if (!enqueue(world, queue, { ...content, ...fresh, id, exchange })) isRefused = true
  }
  if (queues.length === 0 && mandatory) world.heard.push(`returned ${id}`)
  if (on.confirms) world.heard.push(`confirm ${++on.confirmed} ${!isRefused}`)
  bury(world)
  if (queues.length === 0) return 'unroutable'
  return isRefused ? 'refused' : 'routed'
}

/** Publishes, then settlements; a queue that is gone by then is passed over. False without a transaction. */
export function commit(world: World, on: Channel): boolean {
  const done = on.transaction
  if (done === null) return false
  on.transaction = { publishes: [], settlements: [] }
  for (const { content, exchange, queues, mandatory } of done.publishes) {
    const there = queues.filter(({ deleted }) => !deleted)
    place(world, on, content, exchange, there, mandatory)
  }
  for (const { tags, how, reason } of done.settlements) settleEach(world, on, tags, how, reason)
  return true
}

/** Tags that are settled as far as the client knows. */
export function settledTags({ transaction }: Channel): number[] {
  return transaction?.settlements.flatMap(({ tags }) => tags) ?? []
}

/** False: 406, nothing settled. Multiple: all up to the tag, with tag 0 all. [semantics A5] */
export function settle(
  world: World,
  on: Channel,
  tag: number,
  multiple: boolean,
  how: Settlement,
  reason: Reason,
): boolean {
  const open = on.held.filter((held) => !settledTags(on).includes(held.tag))
  const chosen = open.filter((held) => {
    return multiple ? tag === 0 || held.tag <= tag : held.tag === tag
  })
  const isAll = multiple && tag === 0
  if (!isAll && !open.some((held) => held.tag === tag)) return false
  const tags = chosen.map((held) => held.tag)
  if (on.transaction !== null) on.transaction.settlements.push({ tags, how, reason })
  else if (multiple) settleEach(world, on, tags, how, reason)
  else {
    settleOne(world, on, chosen[0]!, how, reason)
    lookAfter(world)
  }
  return true
}
