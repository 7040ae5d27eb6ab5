import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { redo, undo, useDraft } from '#renderer/state/draft.ts'
import { runDraft, saveDraft } from '#renderer/state/draft-file.ts'
import type { EditName } from '#renderer/state/draft-history.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import style from './build.module.css'
import { deleteChosen } from './delete-chosen.ts'
import { errorsOf } from './problem-list.ts'
import { buildText } from './text.ts'

const words = {
  add: 'undoAdd',
  move: 'undoMove',
  remove: 'undoRemove',
  rename: 'undoRename',
  change: 'undoChange',
  wire: 'undoWire',
  unwire: 'undoUnwire',
} as const satisfies Partial<Record<EditName['what'], string>>

/** Undo says what it undoes; Run says why it cannot. */
export function BuildBar() {
  const text = useText(buildText)
  const last = useDraft(({ history }) => history.past.at(-1)?.name ?? null)
  const hasNext = useDraft(({ history }) => history.future.length > 0)
  const errors = useDraft(({ problems }) => errorsOf(problems).length)
  const why = errors > 0 ? text('fixFirst', { count: errors }) : null
  const hasWire = useDraft(({ wire }) => wire !== null)
  const hasPart = useSelection(({ selected }) => selected !== null)
  const hasChosen = hasPart || hasWire
  const undoWord = useMemo(() => {
    if (last === null) return text('undo')
    return last.what === 'text' ? text('undoText') : text(words[last.what], { name: last.name })
  }, [last, text])
  useCommands(
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'build.undo',
          group: 'actions',
          title: undoWord,
          icon: 'undo',
          keys: 'Mod+Z',
          run: undo,
        },
        {
          id: 'build.redo',
          group: 'actions',
          title: text('redo'),
          icon: 'redo',
          keys: 'Mod+Shift+Z',
          run: redo,
        },
        {
          id: 'build.run',
          group: 'actions',
          title: text('run'),
          icon: 'play',
          keys: 'Mod+Enter',
          locked: why,
          run: () => void runDraft(),
        },
        {
          id: 'build.delete',
          group: 'actions',
          title: text('deleteChosen'),
          icon: 'trash',
          keys: 'Delete',
          locked: hasChosen ? null : text('nothingChosen'),
          run: deleteChosen,
        },
        {
          id: 'build.save',
          group: 'actions',
          title: text('save'),
          icon: 'save',
          keys: 'Mod+S',
          run: () => void saveDraft(),
        },
      ],
      [text, undoWord, why, hasChosen],
    ),
  )
  return (
    <div className={style.bar}>
      <Button kind="quiet" icon="undo" locked={last === null ? '' : null} onClick={undo}>
        {undoWord}
      </Button>
      <IconButton
        icon="redo"
        label={text('redo')}
        keys="Mod+Shift+Z"
        locked={hasNext ? null : ''}
        onClick={redo}
      />
      <span className={style.barLine} />
      <Button icon="play" locked={why} onClick={() => void runDraft()}>
        {text('run')}
      </Button>
      {why !== null && <span className={style.why}>{why}</span>}
    </div>
  )
}
