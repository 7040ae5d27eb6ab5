/**
 * The page's end of the wire: calls and frames of one session, over Electron's ports or over two WebSockets. The rest
 * of the page does not know which.
 */
import './no-eval.ts'
import { createORPCClient, mapEventIterator, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { ResponseValidationPlugin } from '@orpc/contract/plugins'
import { contract } from '#core/contract/contract.ts'
import { failureDetail } from '#core/contract/shapes.ts'
import { Failure, type FailureCode, failureCodes } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { openBrowserWires } from './link-browser.ts'
import { type Bridge, openDesktopWires } from './link-desktop.ts'

declare global {
  interface Window {
    /** Put there by the desktop shell's preload; absent in a browser. */
    readonly sluice?: Bridge
  }
}

/** Every call of the contract, typed. A call rejects with a `Failure`; a cancelled one with its abort reason. */
export type Calls = ContractRouterClient<typeof contract>

export type Frame = Uint8Array<ArrayBuffer>

export interface Link {
  readonly calls: Calls
  readonly shell: 'desktop' | 'browser'
  /** Frames as they arrive (core/contract/frame.ts). Returns the way to stop listening. */
  onFrame(listener: (bytes: Frame) => void): () => void
  /** Told once when the session is gone, with a sentence for a person; a new `connect()` opens a new session. */
  onLost(listener: (failure: Failure) => void): () => void
}

/** A text channel as a WebSocket has it, which is what the call library speaks. */
export type CallWire = Pick<
  WebSocket,
  'addEventListener' | 'removeEventListener' | 'send' | 'readyState'
>

/** What both shells provide once a session is open. */
export interface Wires {
  readonly shell: 'desktop' | 'browser'
  readonly calls: CallWire
  onFrame(listener: (bytes: Frame) => void): void
  onLost(listener: () => void): void
}

/** Opens a session. Fails `refused` when the address carries no valid token, `connection-lost` when nobody answers. */
export async function connect(): Promise<Link> {
  const wires = window.sluice ? await openDesktopWires(window.sluice) : await openBrowserWires()
  const frames = new Set<(bytes: Frame) => void>()
  const losses = new Set<(failure: Failure) => void>()
  wires.onFrame((bytes) => {
    for (const listener of frames) listener(bytes)
  })
  wires.onLost(() => {
    for (const listener of losses) listener(lost())
    losses.clear()
  })
  return {
    calls: callsOver(boundedWire(wires.calls)),
    shell: wires.shell,
    onFrame: (listener) => {
      frames.add(listener)
      return () => frames.delete(listener)
    },
    onLost: (listener) => {
      losses.add(listener)
      return () => losses.delete(listener)
    },
  }
}

const lost = () =>
  new Failure('connection-lost', 'The session has ended. Reload the page to start a new one.')

function callsOver(websocket: CallWire): Calls {
  const link = new RPCLink({
    websocket,
    interceptors: [
      async ({ next, signal }) => {
        try {
          const output = await next()
          return isIterator(output)
            ? mapEventIterator(output, {
                value: async (value) => value,
                error: async (error) => asFailure(error, signal),
              })
            : output
        } catch (error) {
          throw asFailure(error, signal)
        }
      },
    ],
    plugins: [new ResponseValidationPlugin(contract)],
  })
  return createORPCClient(link)
}

/** The host cuts off a page that sends more than one call may carry, so that is refused here, before it is sent. */
function boundedWire(wire: CallWire): CallWire {
  return {
    addEventListener: wire.addEventListener.bind(wire),
    removeEventListener: wire.removeEventListener.bind(wire),
    send: (text) => {
      if (new Blob([text]).size > limits.callBytes) {
        throw new Failure('invalid', 'This is too long for one call: at most 1 MiB can be sent.')
      }
      wire.send(text)
    },
    get readyState() {
      return wire.readyState
    },
  }
}

const isIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** Whatever a call rejects with, as the closed set of failures. */
function asFailure(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason
  if (error instanceof Failure) return error
  if (error instanceof ORPCError && isCode(error.code)) {
    const detail = failureDetail.safeParse(error.data)
    const { place, said } = detail.success ? detail.data : { place: null, said: undefined }
    return new Failure(error.code, error.message, place ?? undefined, said)
  }
  if (error instanceof Error && error.name === 'AbortError') return lost()
  if (error instanceof Error && error.message.includes('WebSocket is not open')) return lost()
  return new Failure('internal', 'The answer could not be understood. Reload the page.')
}

const isCode = (code: string): code is FailureCode =>
  (failureCodes as readonly string[]).includes(code)
