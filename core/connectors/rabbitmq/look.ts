/** Takes a look for the declared price, then measures what it changed. */
import { setTimeout as pause } from 'node:timers/promises'
import type { LookResult } from '#core/model/explored.ts'
import { type Link, withChannel } from './amqp.ts'
import { measure } from './measure.ts'
import { isFree, type LookRequest, read, readAgain } from './reading.ts'
import { browsed, type SeenMessage } from './seen-message.ts'

/** A returned message of a quorum queue is ready again some 40 ms later. */
const settleMs = 1500
const settleStepMs = 20

/** Ready messages and consumers, without statistics' delay: a passive declare on a channel of its own. */
export function readyNow(
  link: Link,
  queue: string,
): Promise<{ readonly ready: number; readonly consumers: number }> {
  return withChannel(link, async (channel) => {
    const { messageCount, consumerCount } = await channel.checkQueue(queue)
    return { ready: messageCount, consumers: consumerCount }
  })
}

/** Rejects with the driver's error, or with a `Failure` when the messages themselves forbid the look. */
export async function takeLook(request: LookRequest): Promise<{
  readonly result: LookResult
  readonly seen: readonly SeenMessage[]
  /** Messages this look put back. */
  readonly returned: number
}> {
  const { counts, queue, price } = request
  const began = performance.now()
  const before = await readyNow(counts, queue)
  const taken = await read(request, price.count, before.ready)
  const tookMs = performance.now() - began
  const canReadAgain = isFree(request) && taken.taken > 0
  const again = canReadAgain ? await readAgain(request, taken, before.ready) : []
  // Counted last, so that what the second reading did is in it too.
  const after = await settled(request, before.ready)
  const measured = measure(price, taken, again, after - before.ready)
  return {
    result: {
      messages: taken.messages.map((message, index) => browsed(message, index + 1)),
      declared: price,
      measured,
      readyBefore: before.ready,
      readyAfter: after,
      tookMs: Math.round(tookMs * 10) / 10,
      stopped: taken.stopped,
    },
    seen: taken.messages,
    returned: price.method === 'read-offset' ? 0 : Math.max(taken.taken, request.returned),
  }
}

/** Ready messages once those returned count again, or after a limit what is there. */
async function settled(request: LookRequest, expected: number): Promise<number> {
  const began = performance.now()
  for (;;) {
    const { ready } = await readyNow(request.counts, request.queue)
    const changesByItself = request.consumers > 0
    if (ready >= expected || changesByItself || performance.now() - began > settleMs) return ready
    await pause(settleStepMs)
  }
}
