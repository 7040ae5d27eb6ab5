import { TraceReason } from '#core/model/trace.ts'
import { type AmqpChannel, type AmqpConnection, Closed, type ConnectionEvent } from '../client.ts'
import type { EngineRoom } from './engine-broker.ts'
import { EngineChannel } from './engine-channel.ts'

export class EngineConnection implements AmqpConnection {
  readonly name: string
  readonly events: ConnectionEvent[] = []
  readonly #room: EngineRoom
  readonly #channels = new Set<EngineChannel>()
  readonly #id: number
  #closed: Closed | null = null
  #blocked = false

  constructor(name: string, room: EngineRoom) {
    this.name = name
    this.#room = room
    this.#id = room.broker.openConnection()
  }

  async openChannel(): Promise<AmqpChannel> {
    if (this.#closed) throw this.#closed
    const channel = new EngineChannel(this.#room, this.#id, {
      left: (one) => this.#channels.delete(one),
      fail: (fault) => this.#end(fault),
      block: (blocked) => this.#block(blocked),
    })
    this.#channels.add(channel)
    return channel
  }

  async close(): Promise<void> {
    if (this.#closed === null) this.#end(new Closed('connection', 200))
  }

  async kill(): Promise<void> {
    if (this.#closed === null) this.#end(new Closed('connection', 320))
  }

  /** Of the whole connection, so told once however many channels publish. */
  #block(blocked: boolean): void {
    if (blocked === this.#blocked) return
    this.#blocked = blocked
    this.events.push({ kind: blocked ? 'blocked' : 'unblocked' })
  }

  /** Its channels return what they hold, then its exclusive queues go. */
  #end(fault: Closed): void {
    this.#closed = fault
    for (const channel of [...this.#channels]) channel.ended(fault)
    this.#room.broker.closeConnection(this.#id, TraceReason.crash)
    this.#room.mailbox.deliver()
    this.events.push({ kind: 'closed', code: fault.code })
  }
}
