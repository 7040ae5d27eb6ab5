import type { GuestChannel } from './channel.ts'

/** A consumer of a guest. */
export class GuestConsumer {
  readonly channel: GuestChannel
  readonly tag: string
  /** The broker's number. */
  readonly id: number
  /** Its consume-ok goes out before its first delivery, or is not wanted. */
  #isAnnounced: boolean

  constructor(channel: GuestChannel, id: number, tag: string, nowait: boolean) {
    this.channel = channel
    this.id = id
    this.tag = tag
    this.#isAnnounced = nowait
  }

  announce(): void {
    if (this.#isAnnounced) return
    this.#isAnnounced = true
    this.channel.reply('basic.consume-ok', { consumerTag: this.tag })
  }
}
