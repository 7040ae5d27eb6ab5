import { useEffect, useMemo, useState } from 'react'
import type { z } from 'zod'
import type { scenarioEntry } from '#core/contract/shapes.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { useRun } from '#renderer/state/run.ts'
import {
  attempt,
  loadScenario,
  restart,
  step,
  stepBack,
  toggleRun,
} from '#renderer/state/run-control.ts'
import { type Selected, select } from '#renderer/state/run-selection.ts'
import { isShipped, labText, shippedText } from './lab-text.ts'
import { showReport } from './notice.ts'
import { pickFile } from './open-file.ts'
import { selectionText } from './selection-text.ts'

type Entry = z.infer<typeof scenarioEntry>

/** What the Lab's keys and the palette can do while the Lab is on the screen. */
export function useLabCommands(): void {
  const say = useText(labText)
  const sayShipped = useText(shippedText)
  const running = useRun((run) => run.state === 'running')
  const runId = useRun((run) => run.description?.runId)
  const [entries, setEntries] = useState<readonly Entry[]>([])

  useEffect(() => {
    // A saved draft is loaded at once, so a new run is the moment the list may have changed.
    if (runId === undefined) return
    void attempt(async ({ scenario }) => setEntries(await scenario.list({})))
  }, [runId])

  const commands = useMemo(
    (): Command[] => [
      {
        id: 'lab.run',
        group: 'actions',
        title: say(running ? 'pause' : 'run'),
        icon: running ? 'pause' : 'play',
        keys: 'Space',
        run: () => void toggleRun(),
      },
      {
        id: 'lab.stepEvent',
        group: 'actions',
        title: say('stepEvent'),
        icon: 'stepEvent',
        keys: 'ArrowRight',
        run: () => void step('event'),
      },
      {
        id: 'lab.stepBack',
        group: 'actions',
        title: say('stepBack'),
        icon: 'stepBack',
        keys: 'ArrowLeft',
        run: () => void stepBack(),
      },
      {
        id: 'lab.stepMessage',
        group: 'actions',
        title: say('stepMessage'),
        icon: 'arrowRight',
        keys: 'Shift+ArrowRight',
        run: () => void step('message'),
      },
      {
        id: 'lab.restart',
        group: 'actions',
        title: say('restart'),
        icon: 'restart',
        run: () => void restart(null),
      },
      {
        id: 'lab.openFile',
        group: 'scenarios',
        title: say('openFile'),
        note: say('openFileNote'),
        icon: 'folder',
        keys: 'Mod+O',
        run: pickFile,
      },
      ...entries.map(
        ({ source, id, title, summary }): Command => ({
          id: `scenario ${source} ${id}`,
          group: 'scenarios',
          title: source === 'shipped' && isShipped(id) ? sayShipped(id) : title,
          note: summary,
          icon: source === 'shipped' ? 'lab' : 'file',
          run: () => {
            showReport(null)
            void loadScenario({ source, id })
          },
        }),
      ),
    ],
    [say, sayShipped, running, entries],
  )
  useCommands(commands)
  useCommands(useThings())
}

/** A palette over more names than this is a list nobody reads; the graph has its own search. */
const thingsMax = 2000

/** Everything of the topology, to be gone to by name. */
function useThings(): readonly Command[] {
  const say = useText(selectionText)
  const description = useRun((run) => run.description)
  return useMemo(() => {
    if (description === null) return []
    const { queues, exchanges, producers, consumers } = description
    const things = (
      kind: Selected['kind'],
      names: readonly string[],
      icon: Command['icon'] & string,
    ) =>
      names.map(
        (name): Command => ({
          id: `${kind} ${name}`,
          group: 'things',
          title: name,
          note: say(noteOf(kind)),
          icon,
          run: () => select({ kind, name }),
        }),
      )
    const own = exchanges.filter((name) => name !== '' && !name.startsWith('amq.'))
    return [
      ...things('queue', queues, 'queue'),
      ...things('exchange', own, 'exchange'),
      ...things('producer', producers, 'producer'),
      ...things('consumer', consumers, 'consumer'),
    ].slice(0, thingsMax)
  }, [description, say])
}

function noteOf(kind: Selected['kind']) {
  if (kind === 'exchange') return 'exchangeNote'
  return kind === 'queue' ? 'queueNote' : kind
}
