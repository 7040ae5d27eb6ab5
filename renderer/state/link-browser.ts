/**
 * The browser's wires: two WebSockets to the host that served the page. The token came in the fragment of the address,
 * which no request carries; it is the first message on each socket, and is kept for this tab only.
 */
import { Failure } from '#core/model/failure.ts'
import type { Frame, Wires } from './link.ts'

const tokenKey = 'sluice.token'

export async function openBrowserWires(): Promise<Wires> {
  const token = takeToken()
  if (token === null) {
    throw new Failure(
      'refused',
      'This address carries no token. Open the full address that Sluice printed in its terminal.',
    )
  }
  const calls = new WebSocket(socketUrl('/calls'))
  const session = await greet(calls, { token })
  const frames = new WebSocket(socketUrl('/frames'))
  frames.binaryType = 'arraybuffer'
  // Listening starts before the greeting is answered: a frame may follow the answer at once.
  const listeners = new Set<(bytes: Frame) => void>()
  frames.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (!(event.data instanceof ArrayBuffer)) return
    const bytes = new Uint8Array(event.data)
    for (const listener of listeners) listener(bytes)
  })
  await greet(frames, { token, session })
  return {
    shell: 'browser',
    calls,
    onFrame: (listener) => {
      listeners.add(listener)
    },
    onLost: (listener) => {
      calls.addEventListener('close', listener)
    },
  }
}

/** The token of the fragment, moved into the tab's storage so that it does not stay in the address bar. */
function takeToken(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const fresh = fragment.get('token')
  if (fresh !== null) {
    sessionStorage.setItem(tokenKey, fresh)
    fragment.delete('token')
    const rest = fragment.toString()
    history.replaceState(null, '', location.pathname + (rest === '' ? '' : `#${rest}`))
  }
  return sessionStorage.getItem(tokenKey)
}

const socketUrl = (path: string) => `ws://${location.host}${path}`

/** Sends the first message and waits for the answer `{ session }`. */
function greet(socket: WebSocket, first: { token: string; session?: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const refused = () =>
      reject(
        new Failure(
          'refused',
          'Sluice did not accept this page. Open the address it printed when it was started last.',
        ),
      )
    socket.addEventListener('close', refused, { once: true })
    socket.addEventListener('open', () => socket.send(JSON.stringify(first)), { once: true })
    socket.addEventListener(
      'message',
      (event: MessageEvent<unknown>) => {
        socket.removeEventListener('close', refused)
        const { session } = JSON.parse(String(event.data)) as { session: string }
        resolve(session)
      },
      { once: true },
    )
  })
}
