import type { FieldTable } from '#core/model/topology.ts'
import type { Message, Queue, World } from './world.ts'

/** What is ready in a queue, in which order it goes, and how much of it is too much. */

/** All of it: first what came back, then from the highest level down, in each in order of arrival. */
export function readyOf(world: World, queue: Queue): Message[] {
  const rest = queue.ready.toSorted((a, b) => {
    return levelOf(world, queue, b) - levelOf(world, queue, a) || a.order - b.order
  })
  return [...queue.returns, ...rest]
}

/** The one that goes next, or null. [semantics A8] */
export function nextOf(world: World, queue: Queue): Message | null {
  if (queue.returns.length > 0) return queue.returns[0]!
  const isShared = queue.spec.type === 'quorum' && world.rules.quorumLevels === 2
  if (isShared && queue.turn === 2) {
    const normal = queue.ready.find((message) => levelOf(world, queue, message) === 0)
    const high = queue.ready.find((message) => levelOf(world, queue, message) === 1)
    if (normal && high) return high.order < normal.order ? high : normal
  }
  return readyOf(world, queue)[0] ?? null
}

/** The first of each list whose time is looked at: of a quorum queue from 4.3 on of every level. */
export function headsOf(world: World, queue: Queue): Message[] {
  if (queue.spec.type !== 'quorum' || !world.rules.everyLevelExpires) {
    const next = nextOf(world, queue)
    return next === null ? [] : [next]
  }
  const levels = queue.ready.map((message) => levelOf(world, queue, message))
  const each = [...new Set(levels)].sort((a, b) => b - a)
  const firsts = each.map((level) => {
    return queue.ready.find((message) => levelOf(world, queue, message) === level)!
  })
  return [...queue.returns.slice(0, 1), ...firsts]
}

/** Takes one out. */
export function take(queue: Queue, message: Message): void {
  if (!queue.returns.includes(message)) countTurn(queue)
  queue.returns = queue.returns.filter((other) => other !== message)
  queue.ready = queue.ready.filter((other) => other !== message)
}

/** Of two levels that share each third one taken is the normal level's turn. */
export function countTurn(queue: Queue): void {
  queue.turn = queue.turn === 2 ? 0 : queue.turn + 1
}

export function putInOrder(queue: Queue, message: Message): void {
  queue.ready.push(message)
  queue.ready.sort((a, b) => a.order - b.order)
}

function levelOf(world: World, queue: Queue, message: Message): number {
  const { maxPriority } = queue.spec.arguments
  const { priority, lowest } = message
  if (queue.spec.type === 'classic') return Math.min(priority ?? 0, maxPriority ?? 0)
  const { quorumLevels } = world.rules
  if (lowest || quorumLevels === 1) return 0
  if (quorumLevels === 2) return (priority ?? 0) >= 5 ? 1 : 0
  return Math.min(priority ?? 4, 31)
}

/** Whether these are more than the queue may have, by number or by bytes. */
export function isOver(world: World, queue: Queue, messages: readonly Message[]): boolean {
  const { maxLength, maxLengthBytes } = queue.args
  return isBeyond(world, queue, messages, maxLength, maxLengthBytes)
}

export function isBeyond(
  world: World,
  queue: Queue,
  messages: readonly Message[],
  lengthMax: number | null,
  bytesMax: number | null,
): boolean {
  const bytes = messages.reduce((sum, message) => sum + weightOf(world, queue, message), 0)
  return (
    messages.length > (lengthMax ?? Number.POSITIVE_INFINITY) ||
    bytes > (bytesMax ?? Number.POSITIVE_INFINITY)
  )
}

/** The body, and from 4.3 on in a quorum queue the properties: flags, delivery mode, headers, priority, expiration. */
function weightOf(world: World, queue: Queue, message: Message): number {
  const { sizeBytes, priority, expirationMs, headers } = message
  if (queue.spec.type !== 'quorum' || !world.rules.countsProperties) return sizeBytes
  const expiration = expirationMs === null ? 0 : 1 + `${expirationMs}`.length
  return sizeBytes + 3 + listsBytes(headers) + (priority === null ? 0 : 1) + expiration
}

/** A table of lists of plain texts, which is all the tests send. */
function listsBytes(table: FieldTable): number {
  let bytes = 4
  for (const [name, value] of table.fields) {
    bytes += 1 + name.length + 1 + 4
    for (const text of value as readonly string[]) bytes += 1 + 4 + text.length
  }
  return bytes
}
