import { type RefObject, useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Problem, useDraft } from '#renderer/state/draft.ts'
import { takeText } from '#renderer/state/draft-file.ts'
import { isPress } from '#renderer/ui/keys.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { changedLines } from './changed-lines.ts'
import style from './file.module.css'
import { errorsOf } from './problem-list.ts'
import { buildText } from './text.ts'

/** Height of a line of the file, as the style sheet has it. */
const lineHeight = 18

interface FileTextProps {
  readonly editor: RefObject<HTMLTextAreaElement | null>
  readonly problems: readonly Problem[]
}

/** The file, to be typed in. Lines that differ from the saved file lie on your colour, bad ones carry the triangle. */
export function FileText({ editor, problems }: FileTextProps) {
  const text = useText(buildText)
  const file = useDraft((draft) => draft.text)
  const savedText = useDraft((draft) => draft.savedText)
  const changed = useMemo(() => changedLines(savedText, file), [savedText, file])
  const bad = new Set(errorsOf(problems).map(({ place }) => place?.line))
  const numbers = file.split('\n').map((_, index) => index + 1)

  return (
    <div className={style.file}>
      <div className={style.lines} aria-hidden>
        {numbers.map((number) => (
          <div
            key={number}
            data-changed={changed.has(number - 1) || undefined}
            data-bad={bad.has(number) || undefined}
          >
            {bad.has(number) && <Mark of="failed" size={11} />}
            {number}
          </div>
        ))}
      </div>
      <textarea
        ref={editor}
        className={style.editor}
        aria-label={text('fileText')}
        spellCheck={false}
        wrap="off"
        rows={numbers.length}
        value={file}
        onKeyDown={(event) => {
          // While typing, undo is the text's own; the window's would take back the whole edit.
          if (isPress(event, 'Mod+Z') || isPress(event, 'Mod+Shift+Z')) event.stopPropagation()
        }}
        onChange={(event) => void takeText(event.target.value)}
      />
    </div>
  )
}

/** Scrolls to a line, from 1, and puts the caret at its beginning. */
export function jumpTo(editor: HTMLTextAreaElement | null, line: number): void {
  if (editor === null) return
  const before = editor.value.split('\n').slice(0, line - 1)
  const at = before.reduce((sum, each) => sum + each.length + 1, 0)
  editor.focus({ preventScroll: true })
  editor.setSelectionRange(at, at)
  editor.parentElement?.scrollTo({ top: (line - 4) * lineHeight })
}
