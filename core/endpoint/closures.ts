import type { GuestClosure } from '#core/model/guest.ts'
import type { GuestConnection } from './connection.ts'
import type { Refusal } from './refusal.ts'

/** Beyond these nothing is noted: who makes a hundred thousand mistakes wants to fill a memory. */
const closuresMax = 100_000

/** What the broker closed of its guests, in order. */
export class Closures {
  readonly list: GuestClosure[] = []

  add(connection: GuestConnection, channel: number, { code, replyText }: Refusal): void {
    if (this.list.length === closuresMax) return
    const { number, facts, room } = connection
    this.list.push({
      atUs: room.broker.nowUs,
      name: facts.name,
      connection: number,
      channel,
      replyCode: code,
      replyText,
    })
  }
}
