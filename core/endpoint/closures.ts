import type { GuestClosure } from '#core/model/guest.ts'
import type { Refusal } from './refusal.ts'

/** Beyond these nothing is noted: who makes a hundred thousand mistakes wants to fill a memory. */
const closuresMax = 100_000

/** What the broker closed of its guests, in order. */
export class Closures {
  readonly list: GuestClosure[] = []

  add(connection: number, channel: number, { code, replyText }: Refusal): void {
    if (this.list.length === closuresMax) return
    this.list.push({ connection, channel, replyCode: code, replyText })
  }
}
