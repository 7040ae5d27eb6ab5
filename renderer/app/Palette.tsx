import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import {
  allCommands,
  type Command,
  commandGroups,
  useCommandRegistry,
} from '#renderer/state/commands.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { rowAfter } from '#renderer/ui/row-keys.ts'
import { appText } from './app-text.ts'
import { closeOverlay, paletteCommand } from './overlay.ts'
import styles from './Palette.module.css'
import { type Found, findCommands } from './palette-find.ts'
import type { Ranges } from './palette-match.ts'

/** Everything that can be done or gone to, by typing a part of its name. */
export function Palette() {
  const text = useText(appText)
  const registry = useCommandRegistry()
  const commands = useMemo(
    () => allCommands(registry).filter(({ id }) => id !== paletteCommand),
    [registry],
  )
  const [query, setQuery] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const { shown, total } = useMemo(() => findCommands(commands, query), [commands, query])
  const chosen = Math.max(
    0,
    shown.findIndex(({ command }) => command.id === chosenId),
  )

  useEffect(() => {
    list.current?.querySelector(`[data-index="${chosen}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const run = ({ command }: Found) => {
    if (command.locked != null) return
    closeOverlay()
    command.run()
  }
  return (
    <Dialog label={text('paletteLabel')} at="top" widthPx={640} onClose={closeOverlay}>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown.length > 0 ? `${id}-${chosen}` : undefined}
          aria-label={text('paletteLabel')}
          placeholder={text('palettePlaceholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setChosenId(null)
          }}
          onKeyDown={(event) => {
            const next = ['Home', 'End'].includes(event.key)
              ? undefined
              : rowAfter(event.key, chosen, shown.length, 8)
            if (next !== undefined) setChosenId(shown[next]!.command.id)
            else if (event.key === 'Enter' && shown[chosen]) run(shown[chosen])
            else return
            event.preventDefault()
          }}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={text('paletteLabel')}
        tabIndex={-1}
        className={styles.list}
      >
        {commandGroups.map((group) => {
          const rows = shown.filter(({ command }) => command.group === group)
          if (rows.length === 0) return null
          return (
            <section key={group} aria-label={text(group)}>
              <h2 className={styles.group}>{text(group)}</h2>
              {rows.map((found) => {
                const index = shown.indexOf(found)
                return (
                  <Row
                    key={found.command.id}
                    id={`${id}-${index}`}
                    index={index}
                    found={found}
                    chosen={index === chosen}
                    onPoint={() => setChosenId(found.command.id)}
                    onRun={() => run(found)}
                  />
                )
              })}
            </section>
          )
        })}
        {shown.length === 0 && (
          <p className={styles.nothing}>{text('paletteNothing', { query })}</p>
        )}
      </div>
      <footer className={styles.foot}>
        <span>
          <Keycap keys="ArrowUp" /> <Keycap keys="ArrowDown" /> {text('move')}
        </span>
        <span>
          <Keycap keys="Enter" /> {text('open')}
        </span>
        <span>
          <Keycap keys="Escape" /> {text('close')}
        </span>
        <span className={styles.count}>
          {text('paletteFound', {
            shown: writeCount(total),
            all: writeCount(commands.length),
          })}
        </span>
      </footer>
    </Dialog>
  )
}

interface RowProps {
  readonly id: string
  readonly index: number
  readonly found: Found
  readonly chosen: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

function Row({ id, index, found, chosen, onPoint, onRun }: RowProps) {
  const { command, match } = found
  return (
    <div
      id={id}
      data-index={index}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-disabled={command.locked != null || undefined}
      className={styles.row}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onRun}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onRun()
      }}
    >
      <span className={styles.icon}>
        <CommandIcon command={command} />
      </span>
      <Underlined text={command.title} ranges={match.ranges} />
      <span className={styles.note}>{command.locked ?? command.note}</span>
      <span className={styles.keys}>
        {chosen && command.locked == null && <Keycap keys="Enter" />}
        {command.keys && <Keycap keys={command.keys} />}
      </span>
    </div>
  )
}

function CommandIcon({ command }: { readonly command: Command }) {
  if (command.mark) return <Mark of={command.mark} />
  return <Icon name={command.icon ?? 'arrowRight'} />
}

function Underlined({ text, ranges }: { readonly text: string; readonly ranges: Ranges }) {
  let at = 0
  const parts = ranges.map(([from, to]) => {
    const before = text.slice(at, from)
    at = to
    return (
      <span key={from}>
        {before}
        <mark className={styles.match}>{text.slice(from, to)}</mark>
      </span>
    )
  })
  return (
    <span className={styles.title}>
      {parts}
      {text.slice(at)}
    </span>
  )
}
