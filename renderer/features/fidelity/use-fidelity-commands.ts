import { useMemo } from 'react'
import { scriptTitle } from '#renderer/i18n/script-titles.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { openCase, setFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { fidelityText } from './fidelity-text.ts'

export const searchId = 'fidelity-search'

/** What the palette and the keys can do while Fidelity is on the screen. */
export function useFidelityCommands(): void {
  const text = useText(fidelityText)
  const language = useLanguage()
  const table = useFidelity((state) => state.table)
  const commands = useMemo(
    (): readonly Command[] => [
      ...(table?.cases ?? []).map(
        ({ name, id, title }): Command => ({
          id: `fidelity ${name}`,
          group: 'things',
          title: scriptTitle(language, id, title),
          note: name,
          icon: 'fidelity',
          run: () => void openCase(name),
        }),
      ),
      {
        id: 'fidelity.search',
        group: 'actions',
        title: text('search'),
        icon: 'filter',
        keys: '/',
        run: () => document.getElementById(searchId)?.focus(),
      },
      {
        id: 'fidelity.clear',
        group: 'actions',
        title: text('clear'),
        icon: 'undo',
        run: () => setFidelity({ filter: 'all', search: '', topic: null, kind: null }),
      },
    ],
    [text, language, table],
  )
  useCommands(commands)
}
