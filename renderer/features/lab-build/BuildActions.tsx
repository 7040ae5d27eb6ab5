import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { buildNew, resumeBuilding, useDraft } from '#renderer/state/draft.ts'
import { buildFromRun, saveDraft } from '#renderer/state/draft-file.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buildText } from './text.ts'

/** The way into building, and while there, Save: the one primary act. */
export function BuildActions() {
  const building = useDraft((draft) => draft.building)
  return building ? <SaveAction /> : <EditAction />
}

function SaveAction() {
  const text = useText(buildText)
  return (
    <Button kind="primary" icon="save" keys="Mod+S" onClick={() => void saveDraft()}>
      {text('save')}
    </Button>
  )
}

function EditAction() {
  const text = useText(buildText)
  const hasDraft = useDraft((draft) => draft.scenario !== null)
  useCommands(
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'build.new',
          group: 'actions',
          title: text('newScenario'),
          icon: 'plus',
          run: buildNew,
        },
        {
          id: 'build.edit',
          group: 'actions',
          title: text('edit'),
          note: text('editTip'),
          icon: 'edit',
          run: () => void buildFromRun(),
        },
        ...(hasDraft
          ? [
              {
                id: 'build.resume',
                group: 'actions',
                title: text('resume'),
                icon: 'edit',
                run: resumeBuilding,
              } as const,
            ]
          : []),
      ],
      [text, hasDraft],
    ),
  )
  return (
    <>
      <Button kind="quiet" icon="plus" onClick={buildNew}>
        {text('newScenario')}
      </Button>
      <Button kind="quiet" icon="edit" tip={text('editTip')} onClick={() => void buildFromRun()}>
        {text('edit')}
      </Button>
    </>
  )
}
