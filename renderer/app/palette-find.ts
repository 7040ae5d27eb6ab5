import { type Command, commandGroups } from '#renderer/state/commands.ts'
import { type Match, matchTitle } from './palette-match.ts'

export interface Found {
  readonly command: Command
  readonly match: Match
}

/** Rows the palette shows of one group; a broker may have ten thousand queues, and nobody reads past these. */
export const rowsPerGroup = 24

/** What answers `query`, group after group, the best first in each; `total` counts also what is not shown. */
export function findCommands(
  commands: readonly Command[],
  query: string,
): { readonly shown: readonly Found[]; readonly total: number } {
  const found = commands.flatMap((command): Found[] => {
    const match = matchTitle(query, command.title, command.note)
    return match ? [{ command, match }] : []
  })
  const shown = commandGroups.flatMap((group) =>
    found
      .filter(({ command }) => command.group === group)
      .sort((a, b) => a.match.rank - b.match.rank)
      .slice(0, rowsPerGroup),
  )
  return { shown, total: found.length }
}
