/** Records as entries to read: a publish and the queues it entered are one, and an ack knows how long it took. */
import type { Surroundings } from '#core/model/sentence.ts'
import { type TraceEvent, TraceKind } from '#core/model/trace.ts'

export interface LogEntry {
  readonly event: TraceEvent
  readonly around: Surroundings
}

/** Enqueue times remembered for acks to come; older ones are forgotten first. */
const rememberedMax = 5000

export class LogReader {
  readonly #enteredUs = new Map<string, number>()

  /** Entries of records given in their order; what was read before is known. */
  read(events: readonly TraceEvent[]): LogEntry[] {
    const entries: LogEntry[] = []
    for (let at = 0; at < events.length; at++) {
      const event = events[at]!
      if (event.kind === TraceKind.enqueued) this.#remember(event)
      if (event.kind === TraceKind.published) {
        const routedTo: number[] = []
        for (let next = events[at + 1]; isEntry(next, event.messageId); next = events[at + 1]) {
          this.#remember(next)
          routedTo.push(next.queue)
          at++
        }
        entries.push({ event, around: routedTo.length > 0 ? { routedTo } : {} })
        continue
      }
      const enteredUs =
        event.kind === TraceKind.acked ? this.#enteredUs.get(keyOf(event)) : undefined
      entries.push({
        event,
        around: enteredUs === undefined ? {} : { tookUs: event.timeUs - enteredUs },
      })
    }
    return entries
  }

  #remember(event: TraceEvent): void {
    if (this.#enteredUs.size >= rememberedMax) {
      for (const oldest of this.#enteredUs.keys()) {
        this.#enteredUs.delete(oldest)
        break
      }
    }
    this.#enteredUs.set(keyOf(event), event.timeUs)
  }
}

const keyOf = ({ messageId, queue }: TraceEvent) => `${messageId} ${queue}`

/** A full queue is told on its own. */
const isEntry = (event: TraceEvent | undefined, messageId: number): event is TraceEvent =>
  event?.kind === TraceKind.enqueued && event.messageId === messageId && event.detail === 1
