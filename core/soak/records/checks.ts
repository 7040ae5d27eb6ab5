import type { Broker } from '#core/engine/broker.ts'
import type { Copy } from '#core/soak/ledger/copy.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { hold, Violation } from '#core/soak/violation.ts'
import { checkTold } from './entering.ts'

/** After every verb: nothing is owed, and the broker's gauges are those of the ledger. */
export function checkQuick(broker: Broker, ledger: Ledger): void {
  const { arrivals, settling, lost, sent, announced, autoAcked, blocked } = ledger
  hold(
    arrivals.length === 0,
    'V3',
    () => `message ${arrivals[0]!.publication.id} did not reach ${arrivals[0]!.book.spec.name}`,
  )
  hold(
    settling.length === 0,
    'V14',
    () => `message ${settling[0]!.held.copy.id} was settled and nothing came of it`,
  )
  hold(lost.length === 0, 'V12', () => `dead letter ${lost[0]} vanished`)
  hold(announced === null, 'V4', () => `message ${announced!.id} was told of and not delivered`)
  hold(autoAcked === null, 'V1', () => `message ${autoAcked!.copy.id} needs no ack and is held`)
  hold(sent.length === 0 || blocked.size > 0, 'V15', () => 'a publish was not seen by the broker')
  checkTold(ledger)
  hold(ledger.confirmsOwed === 0, 'V15', () => `${ledger.confirmsOwed} confirms never came`)
  for (const book of ledger.live) checkQueue(broker, ledger, book)
}

function checkQueue(broker: Broker, ledger: Ledger, book: QueueBook): void {
  const { id, line, unacked, isStream } = book
  const ready = broker.ready(id)
  hold(ready === line.count, 'V1', () => gauge(book, ready, 'ready', line.count))
  const held = broker.unacked(id)
  hold(held === unacked, 'V1', () => gauge(book, held, 'unacked', unacked))
  const bytes = broker.readyBytes(id)
  hold(bytes === line.bodyBytes, 'V1', () => gauge(book, bytes, 'ready bytes', line.bodyBytes))
  hold(book.dropping.length === 0, 'V10', () => `${book.spec.name} has dropped too few`)
  if (isStream) {
    checkStream(book)
    return
  }
  const found = line.count + unacked + book.left
  hold(
    book.entered === found,
    'V1',
    () => `${book.entered} entered queue ${book.spec.name}, ${found} are accounted for`,
  )
  if (line.count === 0) return
  hold(book.refuses || !book.isOver, 'V10', () => `queue ${book.spec.name} is over its limit`)
  checkHeads(ledger, book)
  for (const consumer of book.consumers) {
    hold(
      !consumer.canTake,
      'V23',
      () => `consumer ${consumer.id} waits while ${book.spec.name} has messages`,
    )
  }
}

function checkHeads({ nowUs, facts }: Ledger, { isQuorum, line, spec }: QueueBook): void {
  const check = (head: Copy | undefined) => {
    const isDue = head !== undefined && head.deadlineUs <= nowUs
    hold(!isDue, 'V11', () => `message ${head!.id} is over its time at a head of ${spec.name}`)
  }
  if (isQuorum && facts.anyHeadExpires) {
    check(line.returns[0])
    for (const level of line.levels) check(level[0])
  } else check(line.next)
}

function gauge({ spec }: QueueBook, told: number, what: string, are: number): string {
  return `queue ${spec.name} counts ${told} ${what}, ${are} are`
}

function checkStream(book: QueueBook): void {
  const end = book.firstOffset + book.line.count
  hold(
    book.entered === end,
    'V16',
    () => `${book.entered} entered stream ${book.spec.name}, its end is ${end}`,
  )
  for (const consumer of book.consumers) {
    const isDone = consumer.offset >= end || !consumer.canTake
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
  for (const book of ledger.live) {
    held += book.unacked + book.line.count
    const slots = broker.readySlots(book.id, Number.POSITIVE_INFINITY)
    const copies = book.line.all
    const is = slots.map((slot) => broker.messageIdOf(slot)).join()
    const wanted = copies.map(({ id }) => id).join()
    hold(is === wanted, 'V2', () => `queue ${book.spec.name} holds ${is}, should hold ${wanted}`)
    const attempts = slots.map((slot) => broker.attemptsOf(slot)).join()
    const deliveries = copies.map((copy) => copy.deliveries).join()
    hold(
      attempts === deliveries,
      'V6',
      () => `queue ${book.spec.name} counts deliveries ${attempts}, there were ${deliveries}`,
    )
  }
  const said = broker.messagesHeld()
  hold(said === held, 'V21', () => `the broker holds ${said} messages, ${held} are there`)
}
