import type { Broker } from '#core/engine/broker.ts'
import type { Copy } from '#core/soak/ledger/copy.ts'
import { areSameDeaths, deathsText } from '#core/soak/ledger/deaths.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'

/**
 * Counts one more delivery of a copy and compares all a client sees of it: what was published, unchanged, in time, with its
 * count, mark, way and deaths. `knowsDeaths` is false where the broker has forgotten them by the time it is asked.
 */
export function checkDelivered(
  broker: Broker,
  slot: number,
  ledger: Ledger,
  book: QueueBook,
  copy: Copy,
  attempt: number,
  knowsDeaths: boolean,
): void {
  const { id, arrival } = copy
  const isAgain = !book.isStream && (copy.deliveries > 0 || copy.again)
  copy.deliveries++
  const isInTime =
    copy.overlooked || copy.deadlineUs > ledger.nowUs || copy.enteredUs === ledger.nowUs
  if (!isInTime) violate('V11', `message ${id} was delivered after its time`)
  if (attempt !== copy.deliveries)
    violate('V6', `delivery ${copy.deliveries} of ${id} is called ${attempt}`)
  if (broker.redeliveredOf(slot) !== isAgain)
    violate('V6', `message ${id} is ${isAgain ? 'not ' : ''}marked redelivered`)
  const key = broker.keyName(broker.keyOf(slot))
  const exchange = broker.exchangeNames[broker.exchangeOf(slot)]!
  if (key !== arrival.key || exchange !== arrival.exchange)
    violate('V4', `message ${id} came by ${exchange}/${key}`)
  checkBody(broker, slot, copy)
  if (!knowsDeaths) return
  const deaths = broker.deathsOf(slot)
  if (!areSameDeaths(deaths, arrival.deaths))
    violate('V12', `message ${id} tells ${deathsText(deaths)}, had ${deathsText(arrival.deaths)}`)
}

function checkBody(broker: Broker, slot: number, { id, arrival }: Copy): void {
  const { body, mark } = arrival.publication
  const { sizeBytes, userRef, headers, priority } = broker.template(broker.templateOf(slot))
  const isWhole =
    userRef === body.userRef &&
    sizeBytes === body.sizeBytes &&
    priority === body.priority &&
    broker.markOf(slot) === mark
  if (!isWhole) violate('V4', `message ${id} is not what was published`)
  if (body.blindKeys.length === 0) return
  const isShown = headers.fields.some(([name]) => name === 'BCC')
  if (isShown) violate('V4', `message ${id} shows its blind copies`)
}
