/**
 * The first visit: three things to try, done when the run says so, gone when they are put away. What was tried survives a
 * reload, as the scenario does.
 */
import { create } from 'zustand'
import type { Mark, RunDescription } from '#core/model/run.ts'

export const triesInOrder = ['double', 'crash', 'fail'] as const
export type Try = (typeof triesInOrder)[number]

const storageKey = 'sluice.welcomed'
const triedKey = 'sluice.tried'

interface Welcome {
  readonly open: boolean
  /** Done in this window so far. */
  readonly tried: ReadonlySet<Try>
}

/** A storage that refuses only means that the welcome comes again. */
function wasPutAway(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null
  } catch {
    return false
  }
}

/** What was tried before the page was loaded again. */
function triedBefore(): ReadonlySet<Try> {
  try {
    const kept = (sessionStorage.getItem(triedKey) ?? '').split(' ')
    return new Set(triesInOrder.filter((one) => kept.includes(one)))
  } catch {
    return new Set()
  }
}

export const useWelcome = create<Welcome>()(() => ({ open: !wasPutAway(), tried: triedBefore() }))

/** Adds to what was tried; nothing is ever untried. */
export function keepTried(found: ReadonlySet<Try>): void {
  const { tried } = useWelcome.getState()
  if ([...found].every((one) => tried.has(one))) return
  const all = new Set([...tried, ...found])
  useWelcome.setState({ tried: all })
  try {
    sessionStorage.setItem(triedKey, [...all].join(' '))
  } catch {
    // Forgotten with the page; the run's own marks still tell.
  }
}

export function putWelcomeAway(): void {
  useWelcome.setState({ open: false })
  try {
    localStorage.setItem(storageKey, 'yes')
  } catch {
    // Asked again next time; nothing else depends on it.
  }
}

/** What has been tried in this run, as its marks tell. */
export function triedIn({ scenario }: RunDescription, marks: readonly Mark[]): ReadonlySet<Try> {
  const begun = scenario.producers[0]?.arrivals.ratePerSecond ?? 0
  const tried = new Set<Try>()
  for (const { command } of marks) {
    if (command?.kind === 'producer.rate' && command.ratePerSecond >= begun * 1.5)
      tried.add('double')
    if (command?.kind === 'consumer.crash') tried.add('crash')
    if (command?.kind === 'consumer.failure' && command.probability > 0) tried.add('fail')
  }
  return tried
}
