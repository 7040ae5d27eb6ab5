/** Many connections at once, kept for a while with heartbeats, every channel asked at the end. */
import { setTimeout as pause } from 'node:timers/promises'
import { LeanClient } from './lean-client.ts'

const heartbeatS = 10
/** Both brokers get their connections in groups, so that neither is measured by its backlog of sockets. */
const atOnce = 50

export interface Held {
  readonly clients: readonly LeanClient[]
  readonly openedMs: number
}

export async function openMany(url: string, connections: number, channels: number): Promise<Held> {
  const beganMs = performance.now()
  const clients: LeanClient[] = []
  while (clients.length < connections) {
    const count = Math.min(atOnce, connections - clients.length)
    const opened = Array.from({ length: count }, async () => {
      const client = await LeanClient.open(url, heartbeatS)
      for (let channel = 1; channel <= channels; channel++) await client.openChannel(channel)
      return client
    })
    clients.push(...(await Promise.all(opened)))
  }
  return { clients, openedMs: performance.now() - beganMs }
}

/** How many channels still answer after so long; then all connections are closed. */
export async function holdAndAsk(
  { clients }: Held,
  channels: number,
  durationMs: number,
): Promise<number> {
  await pause(durationMs)
  let answered = 0
  for (const client of clients) {
    if (!client.isOpen) continue
    for (let channel = 1; channel <= channels; channel++) {
      const question = { prefetchSize: 0, prefetchCount: 1, global: false }
      const answer = await client.ask(channel, 'basic.qos', question).catch(() => null)
      if (answer?.name === 'basic.qos-ok') answered++
    }
    await client.close().catch(() => {})
  }
  return answered
}
