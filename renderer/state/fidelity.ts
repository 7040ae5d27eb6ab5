/**
 * What the Fidelity place shows: the table of every script against every recorded server, the script that is open and
 * what was seen in it. Kept in the browser's session storage, so that a reload keeps the place.
 */
import { z } from 'zod'
import { create } from 'zustand'
import type { FidelityTable, FidelityTranscripts } from '#core/contract/fidelity-shapes.ts'
import { failureWords } from './failure-words.ts'
import { topics } from './fidelity-topics.ts'
import type { Link } from './link.ts'
import { goTo } from './view.ts'

export const filters = ['all', 'different', 'unsupported'] as const
/** `different`: what contradicts a server, or could not be finished. */
export type Filter = (typeof filters)[number]

const keptSchema = z.object({
  /** Name of the script that is open, or null. */
  opened: z.string().max(64).nullable().catch(null),
  /** Version of the server whose transcript is shown; the newest when it is none. */
  version: z.string().max(32).nullable().catch(null),
  /** The engine's profile all columns are compared with; null gives each column its own. */
  profile: z.string().max(32).nullable().catch(null),
  filter: z.enum(filters).catch('all'),
  search: z.string().max(200).catch(''),
  /** Only the evidence for one rule. */
  topic: z.enum(topics).nullable().catch(null),
  /** With a topic: only that kind of queue. */
  kind: z.enum(['classic', 'quorum', 'stream']).nullable().catch(null),
  closedFolds: z.array(z.string().max(32)).max(32).catch([]),
})
/** What is kept from one load of the page to the next. */
export type KeptFidelity = z.infer<typeof keptSchema>

export interface FidelitySnapshot extends KeptFidelity {
  /** Null until it has been read. */
  readonly table: FidelityTable | null
  /** Why the table could not be read, in one sentence. */
  readonly failure: string | null
  /** What was seen in the script that is open; null while it is read. */
  readonly transcripts: FidelityTranscripts | null
  readonly transcriptsFailure: string | null
}

export const useFidelity = create<FidelitySnapshot>()(() => ({
  ...keptSchema.parse({}),
  table: null,
  failure: null,
  transcripts: null,
  transcriptsFailure: null,
}))

const storageKey = 'sluice.fidelity'

let link: Link | null = null
let reading: Promise<void> | null = null
const read = new Map<string, FidelityTranscripts>()

/** Restores what an earlier load of this page kept, and keeps each change from now on. Reads nothing yet. */
export function attachFidelity(to: Link, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  link = to
  useFidelity.setState(keptIn(storage))
  useFidelity.subscribe((state) => {
    try {
      storage.setItem(storageKey, JSON.stringify(keptSchema.parse(state)))
    } catch {
      // Full or forbidden: the place holds until the page is reloaded.
    }
  })
}

function keptIn(storage: Pick<Storage, 'getItem'>): KeptFidelity {
  try {
    return keptSchema.parse(JSON.parse(storage.getItem(storageKey) ?? '{}'))
  } catch {
    return keptSchema.parse({})
  }
}

/** Reads the table, once. The host runs the engine when it is first asked; a failure is shown and can be tried again. */
export function loadFidelity(): Promise<void> {
  if (link === null || useFidelity.getState().table !== null) return Promise.resolve()
  reading ??= readTable(link).finally(() => {
    reading = null
  })
  return reading
}

async function readTable({ calls }: Link): Promise<void> {
  useFidelity.setState({ failure: null })
  try {
    useFidelity.setState({ table: await calls.fidelity.table({}) })
  } catch (error) {
    useFidelity.setState({ failure: failureWords(error) })
    return
  }
  const { opened } = useFidelity.getState()
  if (opened !== null) await openCase(opened)
}

/** Opens a script and reads what was seen in it, unless it was read before. */
export async function openCase(name: string): Promise<void> {
  const known = read.get(name) ?? null
  useFidelity.setState({ opened: name, transcripts: known, transcriptsFailure: null })
  if (known !== null || link === null) return
  const isStillOpen = () => useFidelity.getState().opened === name
  try {
    const transcripts = await link.calls.fidelity.transcripts({ name })
    read.set(name, transcripts)
    if (isStillOpen()) useFidelity.setState({ transcripts })
  } catch (error) {
    if (isStillOpen()) useFidelity.setState({ transcriptsFailure: failureWords(error) })
  }
}

export function closeCase(): void {
  useFidelity.setState({ opened: null, transcripts: null, transcriptsFailure: null })
}

/** Changes what is listed or compared; kept from then on. */
export function setFidelity(change: Partial<Omit<KeptFidelity, 'opened'>>): void {
  useFidelity.setState(change)
}

export function toggleFold(fold: string): void {
  useFidelity.setState(({ closedFolds }) => ({
    closedFolds: closedFolds.includes(fold)
      ? closedFolds.filter((each) => each !== fold)
      : [...closedFolds, fold],
  }))
}

/** Goes to the rows one rule is compared by, the first of `names` open. */
export function showEvidence(
  about: Pick<KeptFidelity, 'topic' | 'kind' | 'version'>,
  name: string | null,
): void {
  setFidelity({ ...about, profile: null, filter: 'all', search: '', closedFolds: [] })
  goTo('fidelity')
  if (name === null) closeCase()
  else void openCase(name)
}
