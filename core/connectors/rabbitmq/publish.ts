/** One message, published with confirm and mandatory, and what became of it. */

import type { PublishRequest } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { PublishOutcome } from '#core/model/message.ts'
import { type Link, withConfirmChannel } from './amqp.ts'
import { replyOf } from './fault.ts'
import { publishOptions } from './properties.ts'

/** Blocked publishers get no confirm; waiting longer would only hide that. */
const confirmTimeoutMs = 15_000

/**
 * `routed` and `unroutable` are confirmed; `unknown` means the confirm never came and the message may or may not be
 * there. Never repeats a publish. Fails `invalid` before anything was sent.
 */
export async function publish(link: Link, request: PublishRequest): Promise<PublishOutcome> {
  const body = Buffer.from(request.bodyBase64, 'base64')
  if (body.length > limits.publishBodyBytes)
    throw new Failure(
      'invalid',
      `The body is longer than ${limits.publishBodyBytes} bytes; shorten it.`,
    )
  for (const [what, name] of [
    ['exchange', request.exchange],
    ['routing key', request.routingKey],
  ] as const)
    if (Buffer.byteLength(name) > limits.nameBytes)
      throw new Failure('invalid', `The ${what} is longer than 255 bytes; shorten it.`)
  const options = publishOptions(request.properties)
  const blocked = link.blocked()
  if (blocked !== null)
    throw new Failure('refused', `The server blocks publishers (${blocked}); nothing was sent.`)
  link.tap.clear()
  return withConfirmChannel(link, async (channel) => {
    let returned: string | null = null
    let closed: unknown = null
    channel.on('error', (problem: Error) => {
      closed = problem
    })
    // A return comes before the confirm of the same message, so it is known by then.
    channel.on('return', (message) => {
      const { replyCode, replyText } = message.fields as {
        replyCode?: unknown
        replyText?: unknown
      }
      returned = `${String(replyCode ?? 312)} ${String(replyText ?? 'NO_ROUTE')}`
    })
    return new Promise<PublishOutcome>((resolve, reject) => {
      const late = setTimeout(() => {
        const why = link.blocked()
        link.cut()
        resolve({
          outcome: 'unknown',
          reply: `No confirm within ${confirmTimeoutMs / 1000} s${why === null ? '' : `; the server blocks publishers (${why})`}.`,
        })
      }, confirmTimeoutMs)
      const settle = (problem: unknown) => {
        clearTimeout(late)
        if (problem === null) {
          resolve(
            returned === null ? { outcome: 'routed' } : { outcome: 'unroutable', reply: returned },
          )
          return
        }
        const reply = replyOf(closed)
        if (reply !== null) resolve({ outcome: 'refused', reply: reply.words })
        else if (problem instanceof Error && problem.message === 'message nacked')
          resolve({ outcome: 'refused', reply: 'basic.nack: a queue it was routed to refused it' })
        else
          resolve({ outcome: 'unknown', reply: 'The connection was lost before the confirm came.' })
      }
      try {
        channel.publish(request.exchange, request.routingKey, body, options, (problem: unknown) =>
          settle(problem ?? null),
        )
      } catch (problem) {
        clearTimeout(late)
        reject(problem)
      }
    })
  })
}
