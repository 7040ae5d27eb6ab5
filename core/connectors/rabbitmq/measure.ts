/** What a look did change, by reading again where that is free, else by counting what was returned. */
import type { LookMeasured, LookPrice } from '#core/model/explored.ts'
import { isSameMessage, returnsSoFar, type SeenMessage } from './seen-message.ts'
import type { Taken } from './take.ts'

/**
 * Where reading again costs nothing more (streams, classic queues, quorum queues since 4.3) the same messages are read
 * again and compared. Elsewhere it would use up another delivery attempt, and beside consumers it would compare two
 * moments; and a second reading that did not reach every message of the first tells nothing about the rest. Then order
 * is not measured, and marks and counts are those of the returns that were made, never fewer.
 */
export function measure(
  price: LookPrice,
  taken: Taken,
  again: readonly SeenMessage[],
  readyChange: number,
): LookMeasured {
  const isComplete = taken.taken > 0 && again.length === taken.taken
  const measured = isComplete
    ? compared(taken.messages, again, readyChange)
    : counted(price, taken, readyChange)
  return { ...measured, asDeclared: isAsDeclared(measured, price) }
}

type Finding = Omit<LookMeasured, 'asDeclared'>

/** Every message that was returned carries the mark and, where returns count, one more attempt. */
function counted(price: LookPrice, taken: Taken, readyChange: number): Finding {
  return {
    redeliveredMarks: price.method === 'read-offset' ? 0 : taken.taken,
    deliveryCount: taken.taken > 0 ? price.deliveryCount : 0,
    readyChange,
    order: taken.taken > 1 ? 'not-measured' : 'kept',
  }
}

function compared(
  first: readonly SeenMessage[],
  again: readonly SeenMessage[],
  readyChange: number,
): Finding {
  const raised = first.map((one, index) => {
    const other = again[index]
    const isSame = other !== undefined && isSameMessage(one, other)
    return isSame ? returnsSoFar(other) - returnsSoFar(one) : 0
  })
  return {
    redeliveredMarks: again.filter(({ redelivered }) => redelivered).length,
    deliveryCount: Math.max(0, ...raised),
    readyChange,
    order: orderOf(first, again, readyChange),
  }
}

/** The head read twice. When nothing left or came and yet it differs, the order has changed. */
function orderOf(
  first: readonly SeenMessage[],
  again: readonly SeenMessage[],
  readyChange: number,
): LookMeasured['order'] {
  const isSame = first.every((one, index) => {
    const other = again[index]
    return other !== undefined && isSameMessage(one, other)
  })
  if (isSame) return 'kept'
  return readyChange === 0 ? 'changed' : 'not-measured'
}

/** What was measured equals what was declared; an order that was not measured contradicts nothing. */
function isAsDeclared(measured: Finding, price: LookPrice): boolean {
  return (
    measured.redeliveredMarks === price.redeliveredMarks &&
    (price.count === 0 || measured.deliveryCount === price.deliveryCount) &&
    measured.readyChange === price.readyChange &&
    (price.order === 'may-change' || measured.order !== 'changed')
  )
}
