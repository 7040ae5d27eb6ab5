import type { Broker } from '#core/engine/broker.ts'
import type { QueueBook } from './books.ts'
import type { Ledger } from './ledger.ts'
import { hold, Violation } from './violation.ts'

/** After every verb: nothing is owed, and the broker's gauges are those of the ledger. */
export function checkQuick(broker: Broker, ledger: Ledger): void {
  const { arrivals, settling, lost, sent, announced } = ledger
  hold(
    arrivals.length === 0,
    'V3',
    () =>
      `message ${arrivals[0]!.publication.id} did not reach queue ${ledger.queues[arrivals[0]!.queue]!.spec.name}`,
  )
  hold(
    settling.length === 0,
    'V14',
    () => `message ${settling[0]!.copy.arrival.publication.id} was settled and nothing came of it`,
  )
  hold(
    lost.length === 0,
    'V12',
    () => `dead letter ${lost[0]} matched nothing and the log does not say so`,
  )
  hold(announced === null, 'V4', () => `message ${announced!.id} was told of and not delivered`)
  hold(
    sent.length === 0 || ledger.blocked.size > 0,
    'V15',
    () => 'a publish was not seen by the broker',
  )
  const { current } = ledger
  const isOwed = current !== null && ledger.channels[current.channel]!.confirms
  hold(!isOwed, 'V15', () => `message ${current!.id} was not confirmed`)
  for (const book of ledger.queues) if (!book.deleted) checkQueue(broker, ledger, book)
}

function checkQueue(broker: Broker, ledger: Ledger, book: QueueBook): void {
  const { id, spec, ready, unacked } = book
  hold(
    broker.ready(id) === ready.length,
    'V1',
    () => `queue ${spec.name} counts ${broker.ready(id)} ready, ${ready.length} are`,
  )
  hold(
    broker.unacked(id) === unacked,
    'V1',
    () => `queue ${spec.name} counts ${broker.unacked(id)} unacked, ${unacked} are`,
  )
  hold(
    broker.readyBytes(id) === book.readyBytes,
    'V1',
    () => `queue ${spec.name} counts ${broker.readyBytes(id)} B, ${book.readyBytes} are`,
  )
  if (book.isStream) {
    checkStream(ledger, book)
    return
  }
  const found = ready.length + unacked + book.left
  hold(
    book.entered === found,
    'V1',
    () => `${book.entered} entered queue ${spec.name}, ${found} are accounted for`,
  )
  hold(book.refuses || !book.isOver, 'V10', () => `queue ${spec.name} is over its limit`)
  const head = ready[0]
  if (head === undefined) return
  // A quorum queue looks at its heads when something happens to it, in its own order.
  const isDue = !book.isQuorum && head.deadlineUs <= ledger.nowUs
  hold(
    !isDue,
    'V11',
    () => `message ${head.arrival.publication.id} is over its time at the head of ${spec.name}`,
  )
  for (const consumer of ledger.consumers.values()) {
    if (consumer.queue !== id) continue
    const hasRoom =
      consumer.autoAck || consumer.prefetch === 0 || consumer.unacked < consumer.prefetch
    hold(!hasRoom, 'V23', () => `consumer ${consumer.id} waits while ${spec.name} has messages`)
  }
}

function checkStream(ledger: Ledger, book: QueueBook): void {
  const end = book.firstOffset + book.ready.length
  hold(
    book.entered === end,
    'V16',
    () => `${book.entered} entered stream ${book.spec.name}, its end is ${end}`,
  )
  for (const consumer of ledger.consumers.values()) {
    if (consumer.queue !== book.id) continue
    const isDone = consumer.offset >= end || consumer.unacked >= consumer.prefetch
    hold(
      isDone,
      'V23',
      () => `consumer ${consumer.id} waits while stream ${book.spec.name} has more`,
    )
  }
}

/** Everything, by walking: each copy is in one place and the order is right. */
export function checkWhole(broker: Broker, ledger: Ledger): void {
  try {
    broker.check()
  } catch (problem) {
    throw new Violation('check', problem instanceof Error ? problem.message : String(problem))
  }
  let held = 0
  for (const book of ledger.queues) {
    held += book.unacked
    if (book.deleted) continue
    held += book.ready.length
    const slots = broker.readySlots(book.id, Number.POSITIVE_INFINITY)
    const found = slots.map((slot) => broker.messageIdOf(slot))
    const kept = book.ready.map(({ arrival }) => arrival.publication.id)
    const is = (book.isQuorum ? found.sort((a, b) => a - b) : found).join()
    const wanted = (book.isQuorum ? kept.sort((a, b) => a - b) : kept).join()
    hold(is === wanted, 'V2', () => `queue ${book.spec.name} holds ${is}, should hold ${wanted}`)
    const attempts = slots.map((slot) => broker.attemptsOf(slot)).join()
    const deliveries = book.ready.map((copy) => copy.deliveries).join()
    hold(
      book.isQuorum || attempts === deliveries,
      'V6',
      () => `queue ${book.spec.name} counts deliveries ${attempts}, there were ${deliveries}`,
    )
  }
  hold(
    broker.messagesHeld() === held,
    'V1',
    () => `the broker holds ${broker.messagesHeld()} messages, ${held} are there`,
  )
}
