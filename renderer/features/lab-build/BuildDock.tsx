import { useRef } from 'react'
import { useHostSaid } from '#renderer/i18n/host-say.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Problem, useDraft } from '#renderer/state/draft.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { Pane } from '#renderer/ui/Pane.tsx'
import style from './build.module.css'
import { FileText, jumpTo } from './FileText.tsx'
import { errorsOf, hintsOf } from './problem-list.ts'
import { buildText } from './text.ts'

/** The file at the left, what is wrong with it at the right: canvas and file are one thing. */
export function BuildDock() {
  const text = useText(buildText)
  const file = useDraft((draft) => draft.text)
  const savedId = useDraft((draft) => draft.savedId)
  const problems = useDraft((draft) => draft.problems)
  const editor = useRef<HTMLTextAreaElement>(null)
  const errors = errorsOf(problems)
  const hints = hintsOf(problems)
  const lines = file === '' ? 0 : file.trimEnd().split('\n').length
  return (
    <div className={style.dock}>
      <Pane
        title={savedId === null ? text('fileUnsaved') : `${savedId}.yaml`}
        note={text('lines', { count: lines })}
        fills
        flush
      >
        <FileText editor={editor} problems={problems} />
      </Pane>
      <Pane
        title={text('problems')}
        note={
          <>
            {text('problemCount', { count: errors.length })}{' '}
            {hints.length > 0 && text('hints', { count: hints.length })}
          </>
        }
        fills
        flush
      >
        {problems.length === 0 && <p className={style.calm}>{text('noProblems')}</p>}
        <ul>
          {[...errors, ...hints].map((problem) => (
            <ProblemRow
              key={`${problem.place?.line} ${problem.message}`}
              problem={problem}
              onShow={(line) => jumpTo(editor.current, line)}
            />
          ))}
        </ul>
      </Pane>
    </div>
  )
}

function ProblemRow({ problem, onShow }: { problem: Problem; onShow: (line: number) => void }) {
  const text = useText(buildText)
  const hostSaid = useHostSaid()
  const { severity, message, said, place } = problem
  return (
    <li className={style.problem}>
      <span className={style.problemMark}>
        {severity === 'error' ? <Mark of="failed" /> : <Icon name="info" size={14} />}
      </span>
      <p>
        {hostSaid(message, said ?? null)}
        {place !== null && (
          <button type="button" className={style.place} onClick={() => onShow(place.line)}>
            {text('line', { line: place.line })}
          </button>
        )}
      </p>
    </li>
  )
}
