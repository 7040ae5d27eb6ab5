import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { Consumer, GuestActors, Producer } from './guest-actors.ts'

const kindMask = 0xff
const refusals: ReadonlySet<number> = new Set([
  TraceReason.nack,
  TraceReason.rejected,
  TraceReason.deliveryLimit,
])

/** Counts what the broker's records say of guests. */
export function tally(actors: GuestActors, what: number, actor: number, nowUs: number): void {
  const guest = actors.find(actor)
  if (guest === undefined) return
  if (guest.role === 'producer') tallyProducer(guest, what & kindMask)
  else tallyConsumer(guest, what, nowUs)
}

function tallyProducer(producer: Producer, kind: number): void {
  if (kind === TraceKind.confirmed) producer.confirmed += 1
  else if (kind === TraceKind.confirmNacked) producer.refused += 1
  else if (kind === TraceKind.returned) producer.returned += 1
}

function tallyConsumer(consumer: Consumer, what: number, nowUs: number): void {
  switch (what & kindMask) {
    case TraceKind.delivered:
      consumer.delivered += 1
      if (what >>> 16 > 1) consumer.redelivered += 1
      hold(consumer, 1, nowUs)
      return
    case TraceKind.acked:
      consumer.acked += 1
      hold(consumer, -1, nowUs)
      return
    case TraceKind.requeued:
    case TraceKind.dropped:
    case TraceKind.deadLettered:
      // What a lost connection or a cancel gave back, nobody refused.
      if (refusals.has((what >>> 8) & 0xff)) consumer.nacked += 1
      hold(consumer, -1, nowUs)
  }
}

/** What it holds has changed: the time up to now counts for as many as it held. */
function hold(consumer: Consumer, change: 1 | -1, nowUs: number): void {
  consumer.heldUs += consumer.unacked * (nowUs - consumer.changedUs)
  consumer.changedUs = nowUs
  consumer.unacked += change
}
