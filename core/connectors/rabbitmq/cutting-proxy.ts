/** A TCP proxy that cuts or mutes a connection at a chosen byte, for tests of what happens then. Not part of the app. */
import { connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly port: number
  /** Cuts every connection after `bytes` more from the server. */
  cutAfter(bytes: number): void
  /** Cuts every connection now; new ones are served. */
  cutAll(): void
  /** Delays what comes from the server, each part by `stepMs` more than the one before: slower and slower. */
  slowDown(stepMs: number): void
  /** Forwards nothing from the server any more, without closing. */
  mute(): void
  close(): Promise<void>
}

/** `listenOn`: a port of its own choice at 0, or that of a proxy that was closed. */
export async function cuttingProxy(
  host: string,
  port: number,
  listenOn = 0,
): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  let left = Number.POSITIVE_INFINITY
  let isMute = false
  let stepMs = 0
  let delayMs = 0
  const server = createServer((client) => {
    const upstream = connect({ host, port })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // Ends of cut connections are what is being tested.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (part) => upstream.write(part))
    upstream.on('data', (part) => {
      if (isMute) return
      if (stepMs > 0) {
        delayMs += stepMs
        // Timers of equal or growing delay keep the order of the parts.
        setTimeout(() => client.write(part), delayMs)
        return
      }
      const passed = part.subarray(0, Math.min(part.length, left))
      left -= passed.length
      client.write(passed)
      if (left <= 0) {
        left = Number.POSITIVE_INFINITY
        client.destroy()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(listenOn, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cutAfter: (bytes) => {
      left = bytes
    },
    cutAll: () => {
      for (const socket of sockets) socket.destroy()
    },
    slowDown: (by) => {
      stepMs = by
    },
    mute: () => {
      isMute = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
