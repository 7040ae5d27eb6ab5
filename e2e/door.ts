/** A way to a server that can be shut and opened again at the same port, for journeys of what a user then sees. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Door {
  readonly port: number
  /** Cuts whoever is inside and lets nobody in. */
  shut(): Promise<void>
  open(): Promise<void>
}

export async function openDoor(to: number): Promise<Door> {
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let port = 0
  const open = async () => {
    const made = createServer((client) => {
      const upstream = connect({ host: '127.0.0.1', port: to })
      for (const socket of [client, upstream]) {
        sockets.add(socket)
        // Being cut is what the door is for.
        socket.on('error', () => socket.destroy())
        socket.on('close', () => {
          sockets.delete(socket)
          client.destroy()
          upstream.destroy()
        })
      }
      client.pipe(upstream).pipe(client)
    })
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve))
    const address = made.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    port = address.port
    server = made
  }
  await open()
  return {
    port,
    open,
    shut: async () => {
      const was = server
      server = null
      for (const socket of sockets) socket.destroy()
      if (was !== null) await new Promise((resolve) => was.close(resolve))
    },
  }
}
