import { type ConnectionEntry, useExplore } from '#renderer/state/explore.ts'

/** The saved connection of this id, or undefined when it is gone. */
export const useEntry = (id: string): ConnectionEntry | undefined =>
  useExplore((explore) => explore.connections.find((entry) => entry.profile.id === id))
