import type { Ledger } from '#core/soak/ledger/ledger.ts'

/** Returns whose time has come are ready without a record: the broker is asked whether they are, before each record. */
export function noteWoken({ plan, live, asked, nowUs }: Ledger): void {
  if (!plan.features.has('delayed-retry')) return
  for (const book of live) {
    const waiting = book.waiting.copies
    if (waiting.length === 0 || waiting[0]!.dueUs > nowUs) continue
    if (asked.returnsWaiting(book) < waiting.length) book.wake(nowUs)
  }
}
