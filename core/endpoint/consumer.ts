import type { GuestChannel } from './channel.ts'
import type { Consumer } from './guest-actors.ts'

/** A consumer of a guest. */
export class GuestConsumer {
  readonly channel: GuestChannel
  readonly tag: string
  /** What it is in the log. */
  readonly actor: Consumer
  /** The broker's number. */
  readonly id: number
  /** Its consume-ok goes out before its first delivery, or is not wanted. */
  #isAnnounced: boolean

  constructor(channel: GuestChannel, id: number, actor: Consumer, nowait: boolean) {
    this.channel = channel
    this.id = id
    this.actor = actor
    this.tag = actor.consumerTag
    this.#isAnnounced = nowait
  }

  announce(): void {
    if (this.#isAnnounced) return
    this.#isAnnounced = true
    this.channel.reply('basic.consume-ok', { consumerTag: this.tag })
  }
}
