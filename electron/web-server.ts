/**
 * The browser shell's server: files of the built page and two WebSockets per page, on loopback only. It knows nothing
 * of what is said on them; `open` makes the session behind each page.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { wireTextMax } from '#core/host/answer.ts'
import { type PageFiles, pageHeaders } from './page-files.ts'
import { type Refusal, refuseFile, refuseRequest, refuseUpgrade } from './web-guard.ts'
import { type OpenSession, WebPages } from './web-pages.ts'
import { LaunchToken } from './web-token.ts'

/** Far above what one person's browser opens. */
const connectionsMax = 128

/** A head or a first message that takes longer is not a browser on the same machine. */
const slowMs = 10_000

export interface WebShellOptions {
  /** Asked for at every request, so that they may change while the shell runs. */
  readonly files: () => PageFiles
  readonly open: OpenSession
  /** 0 takes any free port. */
  readonly port: number
  /** How long a head or a first message may take; `slowMs` when left out. */
  readonly patienceMs?: number
}

export interface WebShell {
  readonly port: number
  readonly token: string
  /** The address to open, with the token in the fragment, which no request carries. */
  readonly address: string
  /** Ends every socket and session. */
  close(): Promise<void>
}

/** Fails when the port is taken or there are no pages to serve. */
export async function startWebShell(options: WebShellOptions): Promise<WebShell> {
  const { files, open, port, patienceMs = slowMs } = options
  const token = new LaunchToken()
  const pages = new WebPages(token, open, patienceMs)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: wireTextMax,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const served = { port, patienceMs }
  const first = await listen(serverOf(files, sockets, pages, token, served), '127.0.0.1', port)
  served.port = (first.address() as AddressInfo).port
  const servers = [first]
  // The same port on IPv6 loopback, where there is one and nobody else has it.
  await listen(serverOf(files, sockets, pages, token, served), '::1', served.port).then(
    (second) => servers.push(second),
    () => {},
  )
  return {
    port: served.port,
    token: token.text,
    address: `http://127.0.0.1:${served.port}/#token=${token.text}`,
    close: async () => {
      await pages.close()
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function serverOf(
  files: () => PageFiles,
  sockets: WebSocketServer,
  pages: WebPages,
  token: LaunchToken,
  served: { readonly port: number; readonly patienceMs: number },
): Server {
  const server = createServer(
    {
      headersTimeout: served.patienceMs,
      requestTimeout: served.patienceMs,
      keepAliveTimeout: 5000,
      connectionsCheckingInterval: Math.min(1000, served.patienceMs),
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
    },
    (request, response) => answerFile(request, response, files(), served.port),
  )
  server.maxConnections = connectionsMax
  server.maxHeadersCount = 0
  server.timeout = 2 * served.patienceMs
  server.on('connect', (_request, socket) => socket.destroy())
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseRequest(request, served.port) ?? refuseUpgrade(request)
    if (refusal) return refuseSocket(socket, refusal)
    if (token.isLocked) return refuseSocket(socket, locked)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      pages.accept(webSocket, request.url === '/calls' ? 'calls' : 'frames')
    })
  })
  return server
}

const locked: Refusal = { status: 403, reason: 'Too many wrong tokens. Start Sluice again.' }

function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  files: PageFiles,
  port: number,
): void {
  const host = request.headers.host ?? ''
  for (const [name, value] of Object.entries(pageHeaders(`ws://${host}`))) {
    response.setHeader(name, value)
  }
  const refusal = refuseRequest(request, port) ?? refuseFile(request)
  const file = refusal ? undefined : files.get(request.url ?? '')
  if (refusal || !file) {
    const { status, reason } = refusal ?? { status: 404, reason: 'There is no such file.' }
    // Whatever else the sender meant to say is not read.
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
    response.end(`${reason}\n`)
    return
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

function refuseSocket(socket: Duplex, { status, reason }: Refusal): void {
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${reason.length}\r\n\r\n${reason}`,
  )
}

const listen = (server: Server, host: string, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
