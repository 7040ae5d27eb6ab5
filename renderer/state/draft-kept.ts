/** The draft as it survives a reload: text in the page's storage, checked when read. */
import './no-eval.ts'
import { z } from 'zod'
import type { Scenario } from '#core/model/scenario.ts'
import { scenarioShape } from '#core/model/scenario-shape.ts'

/** What of a draft is kept. */
export interface KeptDraft {
  readonly scenario: Scenario
  readonly places: readonly (readonly [string, { readonly x: number; readonly y: number }])[]
  /** Id under which it was saved last; null when never. */
  readonly savedId: string | null
  readonly savedText: string
}

const keptSchema = z.object({
  scenario: scenarioShape,
  places: z.array(z.tuple([z.string(), z.object({ x: z.number(), y: z.number() })])),
  savedId: z.string().nullable(),
  savedText: z.string(),
}) satisfies z.ZodType<KeptDraft>

const storageKey = 'sluice.draft'
/** 64-bit numbers of field tables, which JSON has no word for. */
const bigTag = '$int64'

/** Keeps a draft, or forgets it. A storage that refuses is done without. */
export function keepDraft(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  draft: KeptDraft | null,
): void {
  try {
    if (draft === null) storage.removeItem(storageKey)
    else storage.setItem(storageKey, JSON.stringify(draft, write))
  } catch {
    // Full or forbidden: the draft lives as long as the page, and Save still works.
  }
}

/** The kept draft, or null when there is none that can be read. */
export function keptDraft(storage: Pick<Storage, 'getItem'>): KeptDraft | null {
  try {
    const text = storage.getItem(storageKey)
    return text === null ? null : keptSchema.parse(JSON.parse(text, read))
  } catch {
    // Written by another version: there is nothing to take over.
    return null
  }
}

const write = (_: string, value: unknown) =>
  typeof value === 'bigint' ? { [bigTag]: String(value) } : value

function read(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(bigTag in value)) return value
  return BigInt(String(value[bigTag]))
}
