import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import {
  look,
  openConnection,
  openForm,
  openQueue,
  show,
  useExplore,
} from '#renderer/state/explore.ts'
import { filterId } from './ConnectionTree.tsx'
import { exploreText } from './text.ts'

/** Queues the palette lists at the most; the tree's filter finds the rest. */
const listedQueues = 2000

/** What the palette and the keys can do while Explore is on the screen. */
export function useExploreCommands(): void {
  const text = useText(exploreText)
  const connections = useExplore((explore) => explore.connections)
  const entities = useExplore((explore) => explore.entities)
  const priced = useExplore((explore) => explore.price !== null)
  const commands = useMemo((): readonly Command[] => {
    const queues: Command[] = []
    for (const [id, known] of entities) {
      for (const row of known.queues.slice(0, listedQueues - queues.length)) {
        queues.push({
          id: `explore ${id} ${row.virtualHost} ${row.queue}`,
          group: 'things',
          title: row.queue,
          note: `${row.virtualHost} ${row.type}`,
          icon: row.deadLetters ? 'deadQueue' : 'queue',
          run: () => void openQueue(id, row.virtualHost, row.queue),
        })
      }
    }
    return [
      ...queues,
      {
        id: 'explore.look',
        group: 'actions',
        title: text('lookAgain'),
        icon: 'eye',
        keys: 'Mod+Enter',
        locked: priced ? null : text('noSelection'),
        run: () => void look(),
      },
      {
        id: 'explore.new',
        group: 'actions',
        title: text('newConnection'),
        icon: 'plus',
        keys: 'Mod+Shift+N',
        run: () => openForm(null),
      },
      {
        id: 'explore.filter',
        group: 'actions',
        title: text('search'),
        icon: 'filter',
        keys: '/',
        run: () => document.getElementById(filterId)?.focus(),
      },
      ...connections.map(
        ({ profile }): Command => ({
          id: `connection ${profile.id}`,
          group: 'connections',
          title: profile.name,
          note: profile.kind === 'simulated' ? text('simulated') : text(profile.environment),
          icon: 'connection',
          run: () => {
            show({ kind: 'connection', id: profile.id })
            void openConnection(profile.id)
          },
        }),
      ),
    ]
  }, [text, connections, entities, priced])
  useCommands(commands)
}
