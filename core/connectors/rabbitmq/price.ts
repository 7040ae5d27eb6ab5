/**
 * What a look will change, decided before anything is touched from the queue's type, the server's version and the
 * effective arguments. The rules were observed on 3.10.8, 4.0.5 and 4.3.6.
 */
import type { Effect, LookPrice } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { isAtLeast, type QueueFacts, type VersionNumber } from './queue-facts.ts'

/** Fewer returns than this left, and a look is refused: someone else may return the message too. */
export const attemptsKept = 3
/** A closing channel returns by the text of the delivery tag, in which 10 comes before 2 [seen on 3.10.8]. */
const returnedInOrder = 9

export interface PriceRequest {
  /** For sentences: `orders.dead in /orders`. */
  readonly name: string
  readonly facts: QueueFacts
  readonly version: VersionNumber
  readonly count: number
  readonly ready: number
}

/** Fails `refused` when a look would lose messages or cannot work, `unsupported` when its cost cannot be known. */
export function priceOf(request: PriceRequest): LookPrice {
  const { facts, version, name } = request
  refuseWhatCannotWork(request)
  switch (facts.type) {
    case 'classic':
      return held(request, 'get-nack', 0)
    case 'quorum':
      return quorum(request)
    case 'stream':
      return {
        method: 'read-offset',
        effect: 'E0',
        count: request.count,
        redeliveredMarks: 0,
        deliveryCount: 0,
        readyChange: 0,
        order: 'kept',
        warnings: [],
      }
    case null:
      // A stream closes our own connection and nothing else; the two others can be looked at for a mark.
      if (isAtLeast(version, 4, 3))
        return {
          ...held(request, 'get-nack', 0),
          effect: 'E3',
          warnings: [
            'Without the management API the type, limits and TTL of this queue are not known: a message whose TTL ends during the look, or a queue that is full, loses messages by its own rules.',
          ],
        }
      throw new Failure(
        'unsupported',
        `What a look at ${name} would change cannot be told without the management API; enter its address.`,
      )
    default:
      throw new Failure(
        'unsupported',
        `${name} is of the type ${facts.type}, whose messages cannot be looked at without taking them.`,
      )
  }
}

function refuseWhatCannotWork({ name, facts }: PriceRequest): void {
  if (facts.exclusive)
    throw new Failure(
      'refused',
      `${name} is exclusive to the connection that declared it; no other can look into it.`,
    )
  const singleActive = facts.arguments.get('x-single-active-consumer') === true
  if (facts.type === 'quorum' && singleActive)
    throw new Failure(
      'refused',
      `${name} has a single active consumer, and RabbitMQ refuses to hand its messages to anyone else.`,
    )
}

function quorum(request: PriceRequest): LookPrice {
  const { facts, version, name } = request
  const limit = facts.deliveryLimit ?? null
  if (isAtLeast(version, 4, 3)) {
    const retry = facts.arguments.get('x-delayed-retry-type')
    if (retry === 'returned' || retry === 'all')
      throw new Failure(
        'refused',
        `${name} delays every message that is returned (delayed retry ${retry}), so a look would hold its head back.`,
      )
    const price = withReturned(request, held(request, 'get-nack', 0), limits.browseMessages)
    if (limit === null) return price
    const sentence = `Should the connection break during the look, it counts as one of ${limit} delivery attempts.`
    return { ...price, warnings: [...price.warnings, sentence] }
  }
  if (!isAtLeast(version, 4, 0) && facts.arguments.get('x-delivery-limit') === -1)
    throw new Failure(
      'refused',
      `${name} has x-delivery-limit -1, and this version drops such a message when it is first returned.`,
    )
  if (limit !== null && limit <= attemptsKept)
    throw new Failure(
      'refused',
      `${name} gives a message up after ${limit} returns and every look is one; ${attemptsKept} or fewer are left.`,
    )
  // 4.0 to 4.2 return a whole group to the head; without a limit, and before 4.0, only closing the channel does.
  const byNack = limit !== null && isAtLeast(version, 4, 0)
  const price = byNack ? withReturned(request, held(request, 'get-nack', 1), 0) : closed(request)
  if (limit === null) return price
  const sentence = `Each look uses one of ${limit} delivery attempts of every message it shows; a message that has none left is dead-lettered or dropped.`
  return { ...price, effect: 'E3', warnings: [sentence, ...price.warnings] }
}

/**
 * Returned messages go behind those returned before. Up to `mostTaken` of them a look takes along, so that their order
 * stays; of more the order changes.
 */
function withReturned(request: PriceRequest, price: LookPrice, mostTaken: number): LookPrice {
  const { returned } = request.facts
  if (returned <= Math.max(price.count, mostTaken)) return price
  const sentence = `${returned} messages that were returned before wait at the head of this queue; those looked at go behind them.`
  return { ...price, order: 'may-change', warnings: [...price.warnings, sentence] }
}

/** Put back by closing the channel: only a few keep their order. */
function closed(request: PriceRequest): LookPrice {
  const count = Math.min(request.count, returnedInOrder)
  const price = held({ ...request, count }, 'get-close', 1)
  if (count === request.count || request.ready <= count) return { ...price, order: 'may-change' }
  const sentence = `This version returns up to ${returnedInOrder} messages of a quorum queue in order, so no more are looked at.`
  return { ...price, order: 'may-change', warnings: [sentence, ...price.warnings] }
}

/** Messages are taken, held for under a second and put back. */
function held(
  request: PriceRequest,
  method: 'get-nack' | 'get-close',
  deliveryCount: number,
): LookPrice {
  const { facts } = request
  const count = Math.min(request.count, request.ready)
  const { warnings, canLose } = warningsOf(facts)
  const effect: Effect = canLose ? 'E3' : 'E2'
  return {
    method,
    effect,
    count,
    redeliveredMarks: count,
    deliveryCount,
    readyChange: 0,
    order: facts.consumers > 0 ? 'may-change' : 'kept',
    warnings,
  }
}

function warningsOf(facts: QueueFacts): {
  readonly warnings: readonly string[]
  readonly canLose: boolean
} {
  const warnings: string[] = []
  let canLose = false
  const given = (name: string) => facts.arguments.get(name)
  const overflow = given('x-overflow') ?? 'drop-head'
  const isLimited = given('x-max-length') !== undefined || given('x-max-length-bytes') !== undefined
  if (isLimited && overflow === 'drop-head') {
    warnings.push(
      'This queue drops its oldest messages when it is full: if others publish during the look, the messages it holds may be dropped on return.',
    )
    canLose = true
  }
  if (given('x-message-ttl') !== undefined) {
    warnings.push(
      'Messages here expire: one whose time ends while it is held expires when it is returned.',
    )
    canLose = true
  }
  if (given('x-expires') !== undefined)
    warnings.push(
      'This queue deletes itself when unused; a look counts as use and starts that time anew.',
    )
  if (facts.consumers > 0) {
    const who = facts.consumers === 1 ? 'A consumer is' : `${facts.consumers} consumers are`
    warnings.push(
      `${who} working on this queue: messages they hold are not shown, and its numbers change by themselves.`,
    )
  }
  return { warnings, canLose }
}
