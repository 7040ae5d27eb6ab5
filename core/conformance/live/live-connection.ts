import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, connect } from 'amqplib'
import { type AmqpChannel, type AmqpConnection, Closed, type ConnectionEvent } from '../client.ts'
import { LiveChannel, type WireChannel } from './live-channel.ts'
import type { LiveServer } from './live-server.ts'

const timeoutMs = 20_000

/** A driver's connection and the switch that cuts its socket. */
export interface Wire {
  readonly model: ChannelModel
  readonly cut: () => void
}

export async function openConnection(server: LiveServer, name: string): Promise<Wire> {
  const life = new AbortController()
  const { host: hostname, amqpPort: port, username, password } = server
  const model = await connect(
    { protocol: 'amqp', hostname, port, username, password, heartbeat: 0 },
    {
      timeout: timeoutMs,
      noDelay: true,
      clientProperties: { connection_name: `Sluice conformance ${name}` },
      ...{ signal: life.signal },
    },
  )
  return { model, cut: () => life.abort() }
}

export class LiveConnection implements AmqpConnection {
  readonly name: string
  readonly events: ConnectionEvent[] = []
  readonly #wire: Wire
  #fault: Closed | null = null
  #ended = false

  constructor(name: string, wire: Wire) {
    this.name = name
    this.#wire = wire
    const { model } = wire
    model.on('error', (problem: Error) => {
      if ('code' in problem && typeof problem.code === 'number')
        this.#fault = new Closed('connection', problem.code)
    })
    model.on('blocked', () => this.events.push({ kind: 'blocked' }))
    model.on('unblocked', () => this.events.push({ kind: 'unblocked' }))
    model.on('close', () => {
      this.#ended = true
      // A socket that broke carries no code; 320 is what the protocol calls a connection that was taken away.
      this.#fault ??= new Closed('connection', 320)
      this.events.push({ kind: 'closed', code: this.#fault.code })
    })
  }

  async openChannel(): Promise<AmqpChannel> {
    const channel = await this.#wire.model.createChannel()
    // The driver's own protected call, needed for the methods its public face leaves out (tx, confirms as they come).
    return new LiveChannel(channel as unknown as WireChannel, () => this.#fault)
  }

  async close(): Promise<void> {
    if (this.#ended) return
    const closing = this.#wire.model.close().catch(() => undefined)
    await Promise.race([closing, pause(2000)])
    if (!this.#ended) await this.kill()
  }

  async kill(): Promise<void> {
    this.#wire.cut()
    for (let tries = 0; !this.#ended && tries < 100; tries++) await pause(10)
  }
}
