import { useText } from '#renderer/i18n/use-text.ts'
import { changesOf, leaveBuilding, useDraft } from '#renderer/state/draft.ts'
import { Breadcrumb } from '#renderer/ui/Breadcrumb.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import style from './build.module.css'
import { buildText } from './text.ts'

/** What is being built, how much was changed, and the way back. */
export function BuildHead() {
  const text = useText(buildText)
  const title = useDraft((draft) => draft.scenario?.title)
  const changes = useDraft(changesOf)
  return (
    <Breadcrumb path={[text('lab'), title || text('untitled')]}>
      <span className={style.state} role="status">
        {changes === 0 ? text('draft') : text('changes', { count: changes })}
      </span>
      <IconButton icon="close" size="small" label={text('back')} onClick={leaveBuilding} />
    </Breadcrumb>
  )
}
