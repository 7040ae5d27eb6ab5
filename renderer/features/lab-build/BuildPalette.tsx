import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { type Tool, useDraft } from '#renderer/state/draft.ts'
import { partDragType, toolKeys } from '#renderer/state/draft-tools.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import style from './build.module.css'
import { buildText } from './text.ts'

const icons: Readonly<Record<Tool, IconName>> = {
  producer: 'producer',
  exchange: 'exchange',
  queue: 'queue',
  consumer: 'consumer',
  deadLetter: 'deadQueue',
}

/** The parts a scenario is built from: to be dragged in, or taken in hand by a click or a key. */
export function BuildPalette() {
  const text = useText(buildText)
  const tool = useDraft((draft) => draft.tool)
  useCommands(
    useMemo(
      () =>
        Object.entries(toolKeys).map(
          ([key, part]): Command => ({
            id: `build.${part}`,
            group: 'actions',
            title: text(part),
            icon: icons[part],
            keys: key.toUpperCase(),
            run: () => useDraft.setState({ tool: part }),
          }),
        ),
      [text],
    ),
  )
  return (
    <div className={style.palette} role="toolbar" aria-label={text('palette')}>
      {Object.entries(toolKeys).map(([key, part]) => (
        <button
          key={key}
          type="button"
          draggable
          className={style.tool}
          aria-pressed={tool === part}
          onDragStart={(event) => {
            event.dataTransfer.setData(partDragType, part)
            event.dataTransfer.effectAllowed = 'copy'
          }}
          onClick={() => useDraft.setState({ tool: tool === part ? null : part })}
        >
          <Icon name={icons[part]} size={20} />
          {text(part)}
          <Keycap keys={key.toUpperCase()} />
        </button>
      ))}
      <p className={style.paletteHint}>{text(tool === null ? 'paletteHint' : 'inHand')}</p>
    </div>
  )
}
