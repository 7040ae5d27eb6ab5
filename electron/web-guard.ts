/**
 * Who may speak to the browser shell. Everything is compared with literal lists, nothing is parsed loosely: a loopback
 * port can be reached by any page in the user's browser and by any name that resolves to 127.0.0.1.
 */
import type { IncomingMessage } from 'node:http'

/** A refusal: the status and its short sentence. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 414 | 421 | 431
  readonly reason: string
}

/** Names under which the page may be opened. */
export const ownHosts = (port: number): readonly string[] => [
  `127.0.0.1:${port}`,
  `localhost:${port}`,
  `[::1]:${port}`,
]

const urlMax = 2048
const headersMax = 64

const headersNamed = (request: IncomingMessage, name: string): readonly string[] =>
  request.rawHeaders.filter(
    (_, at) => at % 2 === 1 && request.rawHeaders[at - 1]?.toLowerCase() === name,
  )

/** Rules for every request; null when it keeps them all. */
export function refuseRequest(request: IncomingMessage, port: number): Refusal | null {
  if (request.httpVersion !== '1.1') return { status: 400, reason: 'Only HTTP/1.1 is spoken here.' }
  const hosts = headersNamed(request, 'host')
  if (hosts.length !== 1) return { status: 400, reason: 'Exactly one Host header is needed.' }
  const host = hosts[0] ?? ''
  if (!ownHosts(port).includes(host))
    return { status: 421, reason: 'This host is not served here.' }
  const url = request.url ?? ''
  if (url.length > urlMax) return { status: 414, reason: 'The address is too long.' }
  if (!url.startsWith('/')) return { status: 400, reason: 'Only paths are served here.' }
  if (request.rawHeaders.length > 2 * headersMax) {
    return { status: 431, reason: 'There are too many headers.' }
  }
  if (
    headersNamed(request, 'transfer-encoding').length > 0 ||
    headersNamed(request, 'content-length').some((length) => length !== '0')
  ) {
    return { status: 400, reason: 'No request here has a body.' }
  }
  const origins = headersNamed(request, 'origin')
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== `http://${host}`)) {
    return { status: 403, reason: 'This origin may not call.' }
  }
  return null
}

/** Rules for a file: read only, and asked for by our own page or by the user. */
export function refuseFile(request: IncomingMessage): Refusal | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, reason: 'Files are only read here.' }
  }
  const isNavigation =
    request.headers['sec-fetch-mode'] === 'navigate' &&
    request.headers['sec-fetch-dest'] === 'document'
  if (!isNavigation && !isSameOrigin(request)) {
    return { status: 403, reason: 'Another site may not load this.' }
  }
  return null
}

/** Rules for a WebSocket: a browser always names its origin, so one without is no page of ours. */
export function refuseUpgrade(request: IncomingMessage): Refusal | null {
  if (request.method !== 'GET') return { status: 405, reason: 'A WebSocket begins with GET.' }
  if (request.url !== '/calls' && request.url !== '/frames') {
    return { status: 404, reason: 'There is no such socket.' }
  }
  if (headersNamed(request, 'origin').length !== 1) {
    return { status: 403, reason: 'This origin may not call.' }
  }
  if (!isSameOrigin(request)) return { status: 403, reason: 'Another site may not connect.' }
  return null
}

/** Fetch metadata, where the browser sends it; a page cannot forge it. */
function isSameOrigin(request: IncomingMessage): boolean {
  const sites = headersNamed(request, 'sec-fetch-site')
  return sites.every((site) => site === 'same-origin' || site === 'none')
}
