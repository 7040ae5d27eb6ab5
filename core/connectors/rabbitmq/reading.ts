/** How a look reaches the messages of one queue, and how it leaves their line as it stood. */
import type { LookPrice } from '#core/model/explored.ts'
import { limits } from '#core/model/limits.ts'
import type { Link } from './amqp.ts'
import { attemptsKept } from './price.ts'
import { returnsSoFar, type SeenMessage } from './seen-message.ts'
import { hold, readStream, type Taken } from './take.ts'

export interface LookRequest {
  readonly link: Link
  /** A connection that is not used for looking, so that counts do not wait behind messages. */
  readonly counts: Link
  readonly queue: string
  /** For sentences. */
  readonly name: string
  readonly price: LookPrice
  readonly type: string | null
  readonly deliveryLimit: number | null | undefined
  readonly consumers: number
  /** Messages at the head that were returned before, as far as known. */
  readonly returned: number
}

/** The first reading: up to `count` messages from the head, all of them put back. `ready`: before it. */
export async function read(request: LookRequest, count: number, ready: number): Promise<Taken> {
  const { link, queue, price, name, deliveryLimit } = request
  if (count === 0) return { messages: [], taken: 0, stopped: 'empty' }
  if (price.method === 'read-offset') return readStream(link, queue, count)
  const limit = price.deliveryCount > 0 ? (deliveryLimit ?? null) : null
  const taken = await hold(link, {
    queue,
    count,
    putBack: price.method === 'get-close' ? 'get-close' : 'get-nack',
    ready,
    hasConsumers: request.consumers > 0,
    refuse: (message) => {
      if (limit === null) return null
      const left = limit - returnsSoFar(message)
      return left > attemptsKept
        ? null
        : `A message at the head of ${name} has ${left} of ${limit} delivery attempts left, so Sluice put it back and will not look further; this look used one.`
    },
  })
  if (isFree(request)) await goRound(request, request.returned - taken.taken, ready)
  return taken
}

/**
 * The second reading, where it costs nothing more: the messages `first` took, in the order they stand in now. Fewer
 * when they could not all be reached, which then says nothing about the others.
 */
export async function readAgain(
  request: LookRequest,
  first: Taken,
  ready: number,
): Promise<readonly SeenMessage[]> {
  const { link, queue, price, type } = request
  if (price.method === 'read-offset') return (await readStream(link, queue, first.taken)).messages
  const line = Math.max(first.taken, request.returned)
  if (type !== 'classic' && line <= limits.browseMessages) {
    const parts = await goRound(request, line, ready)
    // Without the type only the first part is known to be followed by the next.
    return (type === 'quorum' ? parts.flat() : (parts[0] ?? [])).slice(0, first.taken)
  }
  return (await holdSome(request, first.taken, ready)).messages
}

/** True where a return costs no delivery attempt and nobody else takes messages meanwhile. */
export function isFree({ price, consumers }: LookRequest): boolean {
  return price.deliveryCount === 0 && price.method !== 'get-close' && consumers === 0
}

/**
 * Returned messages of a quorum queue stand in a line of their own before the others, and what is returned goes to the
 * end of that line. So after some were looked at the rest is taken and returned too: the line has gone round once and
 * stands as it stood. Each part is held as briefly as a look. Resolves with the parts, in order.
 */
async function goRound(
  request: LookRequest,
  count: number,
  ready: number,
): Promise<readonly (readonly SeenMessage[])[]> {
  const parts: (readonly SeenMessage[])[] = []
  if (request.returned > limits.browseMessages) return parts
  for (let left = count; left > 0; ) {
    const part = await holdSome(request, left, ready)
    if (part.taken === 0) return parts
    parts.push(part.messages)
    left -= part.taken
  }
  return parts
}

function holdSome({ link, queue }: LookRequest, count: number, ready: number): Promise<Taken> {
  return hold(link, {
    ...{ queue, count, ready },
    hasConsumers: false,
    putBack: 'get-nack',
    refuse: () => null,
  })
}
