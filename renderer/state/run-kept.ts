/** Which shipped or saved scenario was open, so that a reload opens it again: kept by the page for as long as its window. */
import './no-eval.ts'
import { z } from 'zod'

const keptSchema = z.object({
  source: z.enum(['shipped', 'saved']),
  id: z.string().min(1).max(120),
})
export type KeptRun = z.infer<typeof keptSchema>

const storageKey = 'sluice.run'

/** Keeps what is open, or forgets it with null. A storage that refuses is done without. */
export function keepRun(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  ref: KeptRun | null,
): void {
  try {
    if (ref === null) storage.removeItem(storageKey)
    else storage.setItem(storageKey, JSON.stringify({ source: ref.source, id: ref.id }))
  } catch {
    // Full or forbidden: a reload then opens the first scenario.
  }
}

/** What was open before the reload, or null. */
export function keptRun(storage: Pick<Storage, 'getItem'>): KeptRun | null {
  try {
    const text = storage.getItem(storageKey)
    return text === null ? null : keptSchema.parse(JSON.parse(text))
  } catch {
    // Written by another version: the first scenario is as good.
    return null
  }
}
