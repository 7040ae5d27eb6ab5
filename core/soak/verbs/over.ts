import { checkQuick } from '#core/soak/records/checks.ts'
import { dieAll } from '#core/soak/records/silent.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'

/** A verb is done: queues that had to go are gone, and no other; then everything that must hold between verbs. */
export function over({ broker, ledger }: Stage): void {
  ledger.noteGone()
  ledger.stays()
  dieAll(ledger)
  const { emptying, leaving } = ledger
  for (const book of ledger.live) {
    book.lookAtLimit()
    if (!ledger.asked.isGone(book)) continue
    const isUnused = book.unusedDueUs <= ledger.nowUs
    if (!emptying.has(book) && !isUnused) violate('V5', `queue ${book.spec.name} is gone`)
    ledger.forget(book)
  }
  for (const { deleted, spec } of leaving)
    if (!deleted) violate('V23', `queue ${spec.name} should be gone`)
  if (emptying.size > 0) emptying.clear()
  if (leaving.size > 0) leaving.clear()
  ledger.deleting = null
  checkQuick(broker, ledger)
  ledger.current = null
}
