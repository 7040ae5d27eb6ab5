import type { Broker } from '#core/engine/broker.ts'
import type { Copy } from '#core/soak/ledger/copy.ts'
import { isUnsettled } from '#core/soak/ledger/kept.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { confirmsWithheld } from '#core/soak/ledger/withheld.ts'
import { Violation, violate } from '#core/soak/violation.ts'
import { checkTold } from './entering.ts'

/** After every verb: nothing is owed, and the broker's gauges are those of the ledger. */
export function checkQuick(broker: Broker, ledger: Ledger): void {
  const { arrivals, settling, lost, sent, announced, autoAcked, blocked } = ledger
  if (arrivals.length !== 0)
    violate(
      'V3',
      `message ${arrivals[0]!.publication.id} did not reach ${arrivals[0]!.book.spec.name}`,
    )
  if (settling.length !== 0)
    violate('V14', `message ${settling[0]!.held.copy.id} was settled and nothing came of it`)
  if (lost.length !== 0) violate('V12', `dead letter ${lost[0]} vanished`)
  if (announced !== null) violate('V4', `message ${announced!.id} was told of and not delivered`)
  if (autoAcked !== null) violate('V1', `message ${autoAcked!.copy.id} needs no ack and is held`)
  if (sent.length !== 0 && blocked.size <= 0) violate('V15', 'a publish was not seen by the broker')
  checkTold(ledger)
  const { confirmsOwed } = ledger
  if (confirmsOwed !== 0 && confirmsOwed !== confirmsWithheld(ledger))
    violate('V15', `${confirmsOwed} confirms are owed, ${confirmsWithheld(ledger)} wait`)
  for (const book of ledger.live) checkQueue(broker, ledger, book)
}

function checkQueue(broker: Broker, ledger: Ledger, book: QueueBook): void {
  const { id, line, unacked, isStream } = book
  const ready = broker.ready(id)
  if (ready !== line.count) violate('V1', gauge(book, ready, 'ready', line.count))
  const held = broker.unacked(id)
  if (held !== unacked) violate('V1', gauge(book, held, 'unacked', unacked))
  const bytes = broker.readyBytes(id)
  if (bytes !== line.bodyBytes) violate('V1', gauge(book, bytes, 'ready bytes', line.bodyBytes))
  if (book.unusedDueUs <= ledger.nowUs) violate('V18', `${book.spec.name} should be gone unused`)
  if (book.dropping.length !== 0) violate('V10', `${book.spec.name} has dropped too few`)
  if (isStream) {
    checkStream(book)
    return
  }
  if (book.isQuorum) checkLetters(broker, book)
  const found = line.count + book.aside + unacked + book.left
  if (book.entered !== found)
    violate('V1', `${book.entered} entered queue ${book.spec.name}, ${found} are accounted for`)
  if (line.count === 0) return
  if (!book.refuses && book.isOver) violate('V10', `queue ${book.spec.name} is over its limit`)
  checkHeads(ledger, book)
  for (const consumer of book.consumers) {
    if (consumer.canTake)
      violate('V23', `consumer ${consumer.id} waits while ${book.spec.name} has messages`)
  }
}

/** What a quorum queue has beside what is ready and held. */
function checkLetters(broker: Broker, book: QueueBook): void {
  const { id, spec } = book
  const withheld = book.withheld.filter(({ letter }) => letter !== null).length
  const waiting = broker.lettersWithheld(id)
  if (waiting !== withheld) violate('V1', gauge(book, waiting, 'letters withheld', withheld))
  const aside = broker.aside(id)
  if (aside !== book.aside) violate('V1', gauge(book, aside, 'aside', book.aside))
  if (book.kept.length === 0) return
  if (isUnsettled(book)) violate('V12', `letters of ${spec.name} neither arrived nor wait`)
  if (!book.keepsLetters) violate('V12', `queue ${spec.name} keeps letters still`)
}

function checkHeads({ nowUs, facts }: Ledger, { isQuorum, leader, line, spec }: QueueBook): void {
  if (isQuorum && leader < 0) return
  const check = (head: Copy | undefined) => {
    const isDue = head !== undefined && head.deadlineUs <= nowUs
    if (isDue && !head.overlooked)
      violate('V11', `message ${head!.id} is over its time at a head of ${spec.name}`)
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
  if (book.entered !== end)
    violate('V16', `${book.entered} entered stream ${book.spec.name}, its end is ${end}`)
  for (const consumer of book.consumers) {
    const isDone = consumer.offset >= end || !consumer.canTake
    if (!isDone)
      violate('V23', `consumer ${consumer.id} waits while stream ${book.spec.name} has more`)
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
    held += book.unacked + book.length
    const slots = broker.readySlots(book.id, Number.POSITIVE_INFINITY)
    const copies = book.line.all
    const is = slots.map((slot) => broker.messageIdOf(slot)).join()
    const wanted = copies.map(({ id }) => id).join()
    if (is !== wanted) violate('V2', `queue ${book.spec.name} holds ${is}, should hold ${wanted}`)
    const attempts = slots.map((slot) => broker.attemptsOf(slot)).join()
    const deliveries = copies.map((copy) => copy.deliveries).join()
    if (attempts !== deliveries)
      violate(
        'V6',
        `queue ${book.spec.name} counts deliveries ${attempts}, there were ${deliveries}`,
      )
  }
  const said = broker.messagesHeld()
  if (said !== held) violate('V21', `the broker holds ${said} messages, ${held} are there`)
}
