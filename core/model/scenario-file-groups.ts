/** `count: 3` stands for name-1 .. name-3 of one group, and back. */
import { same } from './scenario-file-form.ts'

interface Actor {
  readonly name: string
  readonly group: string
}

export interface Written<A> {
  /** The key in the file. */
  readonly key: string
  readonly actor: A
  /** Null when it is the key itself. */
  readonly group: string | null
  readonly count: number
}

/** Names of the actors an entry stands for. One keeps the name as it is. */
export function namesOf(key: string, count: number): string[] {
  if (count === 1) return [key]
  return Array.from({ length: count }, (_, index) => `${key}-${index + 1}`)
}

/**
 * The entries that stand for these actors: a run of neighbours called group-1, group-2, ... that differ in nothing else
 * becomes one entry with a count; any other actor stands for itself, with its group when that is not its name.
 */
export function entriesOf<A extends Actor>(actors: readonly A[]): Written<A>[] {
  const names = new Set(actors.map((actor) => actor.name))
  const taken = new Set<string>()
  const entries: Written<A>[] = []
  for (let at = 0; at < actors.length; ) {
    const actor = actors[at]!
    const { group } = actor
    const count = names.has(group) || taken.has(group) ? 1 : Math.max(1, runLength(actors, at))
    if (count > 1) {
      taken.add(group)
      entries.push({ key: group, actor, group: null, count })
    } else {
      const { name } = actor
      entries.push({ key: name, actor, group: group === name ? null : group, count: 1 })
    }
    at += count
  }
  return entries
}

/** Neighbours from here on that are called group-1, group-2, ...; 0 when the first is called otherwise. */
function runLength<A extends Actor>(actors: readonly A[], from: number): number {
  const first = actors[from]!
  let count = 0
  for (let at = from; at < actors.length; at += 1) {
    const actor = actors[at]!
    const expected = `${first.group}-${count + 1}`
    if (actor.name !== expected || !same({ ...actor, name: first.name }, first)) break
    count += 1
  }
  return count
}
