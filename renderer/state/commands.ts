/**
 * What can be done now, registered by whoever can do it: the palette lists it, the keyboard runs it, the sheet of
 * shortcuts names it. A feature brings its commands for as long as it is on the screen:
 *
 *     useCommands(useMemo(() => [
 *       { id: 'lab.run', group: 'actions', title: text('run'), icon: 'play', keys: 'Space', run: toggleRun },
 *     ], [text]))
 *
 * Keys are written `Mod+Shift+K`, `Space`, `/` (ui/keys.ts). A single key does nothing while somebody types.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import type { MarkName } from '#renderer/ui/Mark.tsx'

/** Groups of the palette, in its order. */
export const commandGroups = ['things', 'actions', 'scenarios', 'connections', 'places'] as const
/** `things`: of the open scenario or broker; `places`: where to go, and the app's own. */
export type CommandGroup = (typeof commandGroups)[number]

export interface Command {
  /** Unique and stable: `lab.run`, `queue orders.work`. */
  readonly id: string
  readonly group: CommandGroup
  readonly title: string
  /** Dimmed behind the title: what it is, or what it will do. */
  readonly note?: string
  readonly icon?: IconName
  readonly mark?: MarkName
  readonly keys?: string
  /** Why it cannot run now; it stays in the list and says so. */
  readonly locked?: string | null
  readonly run: () => void
}

interface Registry {
  readonly sets: ReadonlyMap<symbol, readonly Command[]>
}

export const useCommandRegistry = create<Registry>()(() => ({ sets: new Map() }))

/** Adds commands; returns the way to take them back. */
export function registerCommands(commands: readonly Command[]): () => void {
  const owner = Symbol('commands')
  const change = (edit: (sets: Map<symbol, readonly Command[]>) => void) =>
    useCommandRegistry.setState(({ sets: before }) => {
      const sets = new Map(before)
      edit(sets)
      return { sets }
    })
  change((sets) => sets.set(owner, commands))
  return () => change((sets) => sets.delete(owner))
}

/** Registers `commands` while the component is on the screen. Keep the array the same while it says the same. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands])
}

/** Everything registered, group after group. The latest registration of an id holds. */
export function allCommands({ sets }: Registry): readonly Command[] {
  const byId = new Map<string, Command>()
  for (const commands of sets.values())
    for (const command of commands) byId.set(command.id, command)
  const found = [...byId.values()]
  return commandGroups.flatMap((group) => found.filter((command) => command.group === group))
}
