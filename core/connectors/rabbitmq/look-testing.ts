/** What the tests of a look at real servers share: taking one, and reading independently what it left. Not part of the app. */
import { expect } from 'vitest'
import type { LookResult } from '#core/model/explored.ts'
import { independently, profileOf, type RealServer, script, withBroker } from './real-server.ts'
import { holdMs } from './take.ts'

export const quorum = { 'x-queue-type': 'quorum' }
export const at = (queue: string) => ({ virtualHost: '/', queue })
export const decoded = (base64: string) => Buffer.from(base64, 'base64').toString()

/** Prices and takes one look. */
export const look = (real: RealServer, queue: string, count: number) =>
  withBroker(profileOf(real), real.password, async (broker) => {
    const price = await broker.priceLook(at(queue), count)
    return broker.look(at(queue), price)
  })

export const ready = async (real: RealServer, queue: string) => {
  const printed = await script(real, 'rabbitmqctl', '-q', 'list_queues', 'name', 'messages_ready')
  return Number(
    printed
      .split('\n')
      .find((line) => line.startsWith(`${queue}\t`))
      ?.split('\t')[1],
  )
}

/**
 * How many messages a look showed. Fewer than asked is right only when the look says why: a link too slow for more was
 * declared, or the time that messages may be held was used up.
 */
export function shownOf(seen: LookResult, asked: number): number {
  const shown = seen.messages.length
  expect(shown).toBeGreaterThan(0)
  if (seen.declared.count < asked) expect(seen.declared.warnings.join(' ')).toContain('ms away')
  if (shown < seen.declared.count) {
    expect(seen.stopped).toBe('time')
    expect(seen.tookMs).toBeGreaterThanOrEqual(holdMs)
  } else expect(seen.stopped).toBe('count')
  return shown
}

/** All messages of a stream with their offsets, read by somebody else. */
export function readStream(real: RealServer, queue: string, count: number) {
  return independently(real, async (channel) => {
    await channel.prefetch(count)
    const seen: { readonly body: string; readonly offset: unknown }[] = []
    await new Promise<void>((resolve, reject) => {
      channel
        .consume(
          queue,
          (message) => {
            if (message === null) return
            const offset: unknown = message.properties.headers?.['x-stream-offset']
            seen.push({ body: message.content.toString(), offset })
            if (seen.length === count) resolve()
          },
          { arguments: { 'x-stream-offset': 'first' } },
        )
        .catch(reject)
    })
    return seen
  })
}
