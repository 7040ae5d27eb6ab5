import { useEffect, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { loadFidelity, useFidelity } from '#renderer/state/fidelity.ts'
import { setPaneSize, useView } from '#renderer/state/view.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Splitter } from '#renderer/ui/Splitter.tsx'
import { CaseView } from './CaseView.tsx'
import styles from './fidelity.module.css'
import { fidelityText } from './fidelity-text.ts'
import { ScriptList } from './ScriptList.tsx'
import { useFidelityCommands } from './use-fidelity-commands.ts'

const listPx = { least: 480, most: 1200 } as const
/** Share of the window the list is drawn with. */
const listShare = 0.54

/** Fidelity: every script against every recorded server at the left, both transcripts of one at the right. */
export function FidelityPlace() {
  const text = useText(fidelityText)
  const table = useFidelity((state) => state.table)
  const failure = useFidelity((state) => state.failure)
  const widthPx = useView((view) => view.paneSizes.fidelityList)
  const detail = useRef<HTMLElement>(null)
  const list = useRef<HTMLTableElement>(null)
  useEffect(() => {
    void loadFidelity()
  }, [])
  useFidelityCommands()
  if (table === null) {
    return (
      <div className={styles.alone} aria-live="polite">
        {failure === null ? (
          <EmptyState icon="refresh" title={text('loading')}>
            {text('loadingFact')}
          </EmptyState>
        ) : (
          <EmptyState
            icon="disconnected"
            title={text('failed')}
            action={<Button onClick={() => void loadFidelity()}>{text('tryAgain')}</Button>}
          >
            {failure}
          </EmptyState>
        )}
      </div>
    )
  }
  const drawnPx = Math.round((window.innerWidth - 52) * listShare)
  const leftPx = widthPx ?? drawnPx
  return (
    <>
      <div className={styles.left} style={{ width: leftPx }}>
        <ScriptList table={table} grid={list} onEnter={() => detail.current?.focus()} />
      </div>
      <Splitter
        label={text('list')}
        sizes="left"
        valuePx={leftPx}
        minPx={listPx.least}
        maxPx={listPx.most}
        onChange={(px) => setPaneSize('fidelityList', px)}
        onReset={() => setPaneSize('fidelityList', undefined)}
      />
      <section
        ref={detail}
        tabIndex={-1}
        className={styles.right}
        aria-label={text('transcript')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') list.current?.focus()
        }}
      >
        <CaseView table={table} />
      </section>
    </>
  )
}
