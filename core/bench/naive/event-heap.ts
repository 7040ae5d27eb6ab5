/** A binary heap of objects, as everybody writes it. */
export interface NaiveEvent {
  readonly time: number
  readonly order: number
  readonly act: () => void
}

export class EventHeap {
  readonly events: NaiveEvent[] = []

  push(event: NaiveEvent): void {
    const { events } = this
    let at = events.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(event, events[parent]!)) break
      events[at] = events[parent]!
      at = parent
    }
    events[at] = event
  }

  pop(): NaiveEvent | undefined {
    const { events } = this
    const first = events[0]
    const last = events.pop()
    if (last === undefined || events.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= events.length) break
      if (child + 1 < events.length && isBefore(events[child + 1]!, events[child]!)) child++
      if (!isBefore(events[child]!, last)) break
      events[at] = events[child]!
      at = child
    }
    events[at] = last
    return first
  }
}

function isBefore(a: NaiveEvent, b: NaiveEvent): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order)
}
