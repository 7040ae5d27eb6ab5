import { marksText } from '#renderer/i18n/marks-text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import style from './canvas.module.css'

const shown = ['ready', 'unacked', 'acked', 'redelivered', 'dead'] as const

/** What the marks on the wires mean; gives way on a narrow canvas. */
export function Legend() {
  const text = useText(marksText)
  return (
    <ul className={style.legend}>
      {shown.map((state) => (
        <li key={state}>
          <Mark of={state} size={11} />
          {text(state)}
        </li>
      ))}
    </ul>
  )
}
