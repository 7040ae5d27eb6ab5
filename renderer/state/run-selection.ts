/** What is chosen in the Lab: one thing of the topology, shared by graph, inspector, log and charts. */
import { create } from 'zustand'

export interface Selected {
  readonly kind: 'producer' | 'exchange' | 'queue' | 'consumer'
  readonly name: string
}

interface Selection {
  readonly selected: Selected | null
}

export const useSelection = create<Selection>()(() => ({ selected: null }))

/** Chooses one thing, or nothing. */
export function select(selected: Selected | null): void {
  useSelection.setState({ selected })
}
