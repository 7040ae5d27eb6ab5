import { useId, useState } from 'react'
import style from './build.module.css'

interface LinesValueProps {
  readonly name: string
  readonly help: string
  readonly lines: readonly string[]
  readonly onChange: (lines: readonly string[]) => void
}

/** Several texts, one a line, taken over on leaving. Always at least one: an empty key is a key. */
export function LinesValue({ name, help, lines, onChange }: LinesValueProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? lines.join('\n')
  return (
    <div className={style.linesField} data-set>
      <label htmlFor={id} className={style.linesLabel}>
        {name}
      </label>
      <textarea
        id={id}
        spellCheck={false}
        rows={Math.min(6, shown.split('\n').length)}
        value={shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed === null) return
          setTyped(null)
          const kept = [...new Set(typed.split('\n').map((line) => line.trim()))]
          const filled = kept.filter((line) => line !== '')
          onChange(filled.length > 0 ? filled : [''])
        }}
      />
      <span className={style.help}>{help}</span>
    </div>
  )
}
