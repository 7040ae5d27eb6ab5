/** Reading messages off a queue and putting them back, by each of the ways a price can name. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, GetMessage } from 'amqplib'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { type Link, withChannel } from './amqp.ts'
import { type SeenMessage, seenMessage } from './seen-message.ts'

/** Messages are put back after this, however many were asked for: nobody else can have them meanwhile. */
export const holdMs = 800
/** A stream that sends nothing for this long has come to its end: it never says so itself. */
const streamIdleMs = 400
/** The first message may wait for a segment to be opened. */
const streamStartMs = 2000
/**
 * A quorum queue takes 32 returns at a time from one channel. Of a larger group the rest comes back in reverse order,
 * and what it has not taken when the channel closes counts as a failed delivery [seen on 4.3.6].
 */
const returnsAtOnce = 30
const returnWithinMs = 2000
/** Beside consumers the ready count does not tell, so this long is waited instead. */
const returnBlindMs = 400
const returnStepMs = 20

export interface Taken {
  readonly messages: readonly SeenMessage[]
  /** Messages taken and put back; one more than shown when the bytes ran out. */
  readonly taken: number
  readonly stopped: 'count' | 'empty' | 'bytes' | 'time'
}

export interface HoldOptions {
  readonly queue: string
  readonly count: number
  readonly putBack: 'get-nack' | 'get-close'
  /** Ready messages before the first was taken. */
  readonly ready: number
  readonly hasConsumers: boolean
  /** Asked of each message as it comes; a sentence ends the look, puts everything back and fails `refused` with it. */
  readonly refuse: (message: SeenMessage) => string | null
}

/** Gets up to `count` messages without ack on a private channel and returns them all. Rejects with the driver's error. */
export async function hold(link: Link, options: HoldOptions): Promise<Taken> {
  link.tap.clear()
  return withChannel(link, async (channel) => {
    const messages: SeenMessage[] = []
    const held: GetMessage[] = []
    let bytes = 0
    let stopped: Taken['stopped'] = 'count'
    let refusal: string | null = null
    const began = performance.now()
    while (messages.length < options.count) {
      if (performance.now() - began > holdMs) {
        stopped = 'time'
        break
      }
      const message = await channel.get(options.queue)
      if (message === false) {
        stopped = 'empty'
        break
      }
      held.push(message)
      const seen = seenMessage(message, link.tap.take())
      bytes += seen.body.length
      if (bytes > limits.browseTotalBytes && messages.length > 0) {
        stopped = 'bytes'
        break
      }
      refusal = options.refuse(seen)
      if (refusal !== null) break
      messages.push(seen)
    }
    // Whatever ends this before here, the closing channel returns what is held.
    if (options.putBack === 'get-nack') await giveBack(channel, held, options)
    if (refusal !== null) throw new Failure('refused', refusal)
    return { messages, taken: held.length, stopped }
  })
}

/** Nacks with requeue in groups, each ready again before the next, so that order and counts stay as they were. */
async function giveBack(
  channel: Channel,
  held: readonly GetMessage[],
  { queue, ready, hasConsumers }: HoldOptions,
): Promise<void> {
  const until = performance.now() + (hasConsumers ? returnBlindMs : returnWithinMs)
  for (let from = 0; from < held.length; from += returnsAtOnce) {
    const last = held[Math.min(from + returnsAtOnce, held.length) - 1]
    if (last === undefined) return
    channel.nack(last, true, true)
    const away = Math.max(0, held.length - from - returnsAtOnce)
    const isLastGroup = away === 0
    for (;;) {
      const { messageCount } = await channel.checkQueue(queue)
      if (messageCount >= ready - away && !hasConsumers) break
      if (hasConsumers && !isLastGroup) break
      if (performance.now() > until) break
      await pause(returnStepMs)
    }
  }
}

/**
 * Reads a stream from its first kept message. Acks are only flow control there: nothing of the stream changes.
 * Rejects with the driver's error.
 */
export async function readStream(link: Link, queue: string, count: number): Promise<Taken> {
  link.tap.clear()
  return withChannel(link, async (channel) => {
    await channel.prefetch(count)
    const messages: SeenMessage[] = []
    let bytes = 0
    const stopped = await new Promise<Taken['stopped']>((resolve, reject) => {
      const quiet = () => resolve('empty')
      let idle = setTimeout(quiet, streamStartMs)
      channel.once('close', () => reject(new Error('the channel closed')))
      consume(channel, queue, (message) => {
        if (messages.length >= count || bytes > limits.browseTotalBytes) return
        const seen = seenMessage(message, link.tap.take())
        messages.push(seen)
        bytes += seen.body.length
        clearTimeout(idle)
        if (messages.length >= count) resolve('count')
        else if (bytes > limits.browseTotalBytes) resolve('bytes')
        else idle = setTimeout(quiet, streamIdleMs)
      }).catch((problem: unknown) => {
        clearTimeout(idle)
        reject(problem)
      })
    })
    return { messages, taken: messages.length, stopped }
  })
}

type OnMessage = (message: Parameters<typeof seenMessage>[0]) => void

async function consume(channel: Channel, queue: string, onMessage: OnMessage): Promise<void> {
  await channel.consume(queue, (message) => message !== null && onMessage(message), {
    noAck: false,
    arguments: { 'x-stream-offset': 'first' },
  })
}
