/**
 * Answers the calls that arrive on one wire. A wire carries text both ways and is the same for a WebSocket and a
 * MessagePort, so every guard stands here once: size, depth, shape and number of calls, before a handler is reached.
 */
import { mapEventIterator } from '@orpc/client'
import { ORPCError, type Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import type { contract } from '#core/contract/contract.ts'
import { limits } from '#core/model/limits.ts'
import { type CallError, callError, unknownCall, unreadable } from './call-error.ts'
import { nestsDeeperThan } from './text-depth.ts'

/** One end of a two-way text channel. */
export interface Wire {
  send(text: string): void
  /** What arrives; anything but a string is not ours. */
  onMessage(listener: (message: unknown) => void): void
  /** Told once, whoever closed it. */
  onClose(listener: () => void): void
  close(): void
}

/** A message carries one call, so its limit is a call's. */
export const wireTextMax = limits.callBytes

/** Deeper than any argument: a header table of `limits.fileDepth` levels, three brackets each, and its envelope. */
const depthMax = 3 * limits.fileDepth + 16

/** Calls of one page that may be under way at once, streams included: a page asks for a handful. */
export const callsAtOnceMax = 256

export type SessionRouter = Router<typeof contract, Record<never, never>>

/** Serves `router` on `wire` until it closes. `report` hears of our own mistakes. A wire that breaks the rules is closed. */
export function answer(wire: Wire, router: SessionRouter, report: (error: unknown) => void): void {
  let underWay = 0
  const peer = { send: (text: unknown) => wire.send(String(text)), addEventListener: () => {} }
  const handler = new RPCHandler(router, {
    // Outermost: an unknown name is answered like every other error.
    rootInterceptors: [
      async ({ next }) => {
        const result = await next()
        return result.matched ? result : { matched: true, response: asResponse(unknownCall()) }
      },
    ],
    // Around the handler and both validations.
    clientInterceptors: [
      async ({ next }) => {
        const mapped = (thrown: unknown) => callError(thrown, report)
        try {
          const output = await next()
          if (!isStream(output)) return output
          return mapEventIterator(output, {
            value: async (value) => value,
            error: async (thrown) => mapped(thrown),
          })
        } catch (thrown) {
          throw mapped(thrown)
        }
      },
    ],
    // Around the decoding, too: what is not mapped yet could not be read.
    interceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (thrown) {
          throw thrown instanceof ORPCError ? thrown : unreadable()
        }
      },
    ],
  })
  wire.onMessage((message) => {
    if (!isCallText(message)) return wire.close()
    if (underWay >= callsAtOnceMax) return wire.close()
    underWay += 1
    handler
      .message(peer, message)
      .catch(report)
      .finally(() => {
        underWay -= 1
      })
  })
  wire.onClose(() => handler.close(peer))
}

const isStream = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

const asResponse = (error: CallError) => ({
  status: error.status,
  headers: {},
  body: { json: error.toJSON() },
})

/** A JSON object `{ i: id, p?: { u: '/noun/verb', … }, t?: 3 | 4 }` of bounded size and depth. */
function isCallText(message: unknown): message is string {
  if (typeof message !== 'string' || message.length > wireTextMax) return false
  if (nestsDeeperThan(message, depthMax)) return false
  const call = parsed(message)
  if (!isRecord(call) || typeof call.i !== 'string' || call.i.length > 64) return false
  if (call.t === 4) return true
  if (call.t !== undefined || !isRecord(call.p)) return false
  const { u: path, h: headers, m: method } = call.p
  return headers === undefined && method === undefined && isPath(path)
}

/** Plain segments; no query, no escape, nothing a URL parser could read otherwise. */
const isPath = (path: unknown) =>
  typeof path === 'string' && /^(?:\/[A-Za-z0-9_]{1,40}){1,4}$/.test(path)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
